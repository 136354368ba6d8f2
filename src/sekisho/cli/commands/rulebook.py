"""``sekisho rulebook ACT …``: the town's rules checked, printed, compared."""

from __future__ import annotations

import sekisho.cli.rulebook as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
