"""Where the links of a mail lead.

Reference: MITRE ATT&CK T1566.002. Links in pictures are the matter of ``pictures``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sekisho.gates.mail.links.found import links
from sekisho.gates.mail.links.judged import RULES as SITES
from sekisho.gates.mail.signs import Looked, Sign

RULES = (*SITES, "mail.sites_beyond")
MOST = 20
"""Signs of one rule that a mail gets: further links of the kind say no more."""


def check(looked: Looked) -> Iterator[Sign]:
    """Each link of a mail from outside, up to the number that the rulebook says."""
    if looked.sites is None or looked.inside:
        return
    most = looked.rulebook.mail.thresholds.links
    found = list(islice(links(looked.mail), most + 1))
    counted: dict[str, int] = {}
    for link in found[:most]:
        for sign in looked.sites.signs(link, looked.envelope.at):
            counted[sign.code] = counted.get(sign.code, 0) + 1
            if counted[sign.code] <= MOST:
                yield sign
    if len(found) > most:
        yield Sign("mail.sites_beyond", value=str(most))
