"""What a contractor sets so that the town has a copy of every mail: in words, for the letter.

The copies are what ``sekisho investigate``, ``mail lookback`` and ``gates preview mail`` read where
the town has no server of its own.

References: postconf(5) ``always_bcc``; Microsoft, "Journaling in Exchange Server" and "Journaling
in Exchange Online" (a mailbox of Microsoft 365 itself cannot be the journal's; reports that cannot
be delivered go to an address of their own, ``JournalingReportNdrTo``).
"""

from __future__ import annotations

from sekisho.gates.contract import Rule
from sekisho.rulebook import Rulebook

SOURCE = "mail_journal"
"""The name under ``retention`` for how long copies are kept."""
_BOX = "sekisho-journal"


def copies(rulebook: Rulebook) -> tuple[Rule, ...]:
    """The way for each system, then what holds for all of them."""
    domain = next(iter(rulebook.mail.domains), "town.example")
    values = (("box", f"{_BOX}@{domain}"), ("days", str(rulebook.retention.days_for(SOURCE))))
    names = ("exchange", "microsoft365", "postfix", "place", "access", "kept", "handed", "gap")
    return tuple(Rule(f"mail.copy.{name}", f"gates.mail.copy.{name}", values) for name in names)
