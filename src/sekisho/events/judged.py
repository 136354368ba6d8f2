"""The kind that a gate of the product writes itself: what it judged, and what persons decided."""

from __future__ import annotations

import pyarrow as pa

from sekisho.events.columns import COUNT, REPEATED, TEXT, TEXTS
from sekisho.events.kind import Kind

GATE = Kind(
    "gate",
    pa.schema(
        [
            ("gate.verdict", REPEATED),
            ("gate.stage", REPEATED),
            ("gate.rules", TEXTS),
            ("email.queue_id", TEXT),
            ("email.message_id", TEXT),
            ("email.from.address", TEXT),
            ("email.to.addresses", TEXTS),
            ("email.subject", TEXT),
            ("email.size", COUNT),
            ("email.attachments.name", TEXTS),
            ("email.attachments.sha256", TEXTS),
            ("email.sha256", TEXT),
            ("event.reason", TEXT),
        ]
    ),
)
"""One judgement of the mail gate, or one decision of a person on a mail it held.
``event.action``: what was done (accept, tag, harmless, hold, refuse; release or delete by
``user.name`` for ``event.reason``); ``gate.verdict``: what the rules called for;
``source.ip`` is the client that brought the mail; ``email.sha256`` is the hash of the whole mail,
attachments are parallel lists, files in packed ones among them."""
