"""``sekisho gates ACT …``: the rulebook as enforcement; acts in ``cli/gates``."""

from __future__ import annotations

import sekisho.cli.gates as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
