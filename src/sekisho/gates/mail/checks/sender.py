"""Who the mail says it is from, and who sent it.

References: RFC 5321 3.3 (reverse path), RFC 5322 3.6.2, RFC 7208, RFC 7489, RFC 8601 (results of a
verifier in front of us). No result of a verifier is no sign: it was not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import getaddresses

from sekisho.gates.mail.alike import alike
from sekisho.gates.mail.signs import Looked, Sign, below, domain_of

RULES = (
    "mail.own_domain", "mail.other_sender", "mail.name_is_address", "mail.like_own_domain",
    "mail.authentication", "mail.first_contact", "mail.reply_elsewhere", "mail.like_partner",
    "mail.thread_stranger",
)  # fmt: skip
_FAILED = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(fail|softfail|permerror)\b", re.IGNORECASE)
_ID = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of the sender; mails of the town's own servers are not asked whether they are."""
    message = looked.mail.message
    name, address = looked.mail.named[0] if looked.mail.named else ("", "")
    yield from _of_domain(looked, address, domain_of(address))
    shown = _ADDRESS.search(name)
    if shown and domain_of(shown[0]) != domain_of(address):
        yield Sign("mail.name_is_address", value=shown[0])
    results = " ".join(str(value) for value in message.get_all("Authentication-Results", []))
    for found in sorted({f"{a}={b}".lower() for a, b in _FAILED.findall(results)}):
        yield Sign("mail.authentication", value=found)
    if address and looked.known is not None and not looked.known(address.casefold()):
        yield Sign("mail.first_contact", value=address)
        if own := _answered(looked):
            yield Sign("mail.thread_stranger", value=f"{address} / {own}")


def _answered(looked: Looked) -> str:
    """The mail of our own that a mail from outside says it answers (RFC 5322 3.6.4), or nothing. A
    stranger who goes on with our thread has it from somebody's stolen mailbox, or was told."""
    if looked.inside:
        return ""
    headers = [
        str(value)
        for name in ("In-Reply-To", "References")
        for value in looked.mail.message.get_all(name, [])
    ]
    ids = _ID.findall(" ".join(headers))
    ours = looked.rulebook.mail.domains
    return next((one for one in ids if below(domain_of(one.strip("<>")), ours)), "")


def _of_domain(looked: Looked, address: str, domain: str) -> Iterator[Sign]:
    own, envelope = looked.rulebook.mail.domains, looked.envelope
    if not domain:
        return
    ours = below(domain, own)
    # a stored mail does not tell where it came from
    if ours and envelope.client and not looked.inside:
        yield Sign("mail.own_domain", value=address)
    sender = domain_of(envelope.sender)
    if sender and not (below(sender, (domain,)) or below(domain, (sender,))):
        yield Sign("mail.other_sender", value=f"{envelope.sender} / {address}")
    like = next((one for one in own if not ours and alike(domain, one.casefold())), None)
    if like:
        yield Sign("mail.like_own_domain", value=f"{domain} / {like}")
    known = [one.casefold() for partner in looked.rulebook.mail.partners for one in partner.domains]
    if not ours and not below(domain, tuple(known)):
        yield from (
            Sign("mail.like_partner", value=f"{domain} / {one}")
            for one in known
            if alike(domain, one)
        )
    reply = getaddresses([str(value) for value in looked.mail.message.get_all("Reply-To", [])])
    answer = domain_of(reply[0][1]) if reply else ""
    if answer and ours and not below(answer, own):
        yield Sign("mail.reply_elsewhere", value=answer)
