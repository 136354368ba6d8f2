"""``sekisho mail ACT …``: the mail gate; acts in ``cli/mail``."""

from __future__ import annotations

import sekisho.cli.mail as package
from sekisho.cli.acts import Acts

ACTS = Acts(package)
arguments = ACTS.arguments
run = ACTS.run
