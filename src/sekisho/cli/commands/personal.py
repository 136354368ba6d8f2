"""``sekisho personal ACT …``: personal information where it lies; acts in ``cli/personal``."""

from __future__ import annotations

import sekisho.cli.personal as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
