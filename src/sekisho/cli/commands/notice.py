"""``sekisho notice ACT …``: notices to the staff (周知); acts in ``cli/notice``."""

from __future__ import annotations

import sekisho.cli.notice as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
