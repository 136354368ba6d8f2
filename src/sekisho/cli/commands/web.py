"""``sekisho web ACT …``: what the web gate runs; acts in ``cli/web``."""

from __future__ import annotations

import sekisho.cli.web as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
