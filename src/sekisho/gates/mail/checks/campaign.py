"""Mails of one kind in quick succession from many senders.

Reference: MITRE ATT&CK T1566.001. What the campaign carries need not be known to be malware.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.burst",)


def check(looked: Looked) -> Iterator[Sign]:
    """Whether it is one of a campaign, as far as anybody remembers."""
    # colleagues who send each other the same form are no campaign
    if looked.senders is not None and not looked.inside:
        count, least = looked.senders(looked.mail, looked.envelope)
        if count >= least:
            yield Sign("mail.burst", value=str(count))
