"""Who the mail says it is from, and who sent it.

References: RFC 5321 3.3 (reverse path), RFC 5322 3.6.2, RFC 7208, RFC 7489, RFC 8601 (results of a
verifier in front of us). No result of a verifier is no sign: it was not asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from email.utils import getaddresses

from sekisho.gates.mail.signs import Looked, Sign
from sekisho.sources.mail.headers import header_text

RULES = (
    "mail.own_domain", "mail.other_sender", "mail.name_is_address", "mail.like_own_domain",
    "mail.authentication", "mail.first_contact", "mail.reply_elsewhere",
)  # fmt: skip
_FAILED = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(fail|softfail|permerror)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of the sender; mails of the town's own servers are not asked whether they are."""
    message, envelope = looked.mail.message, looked.envelope
    own = looked.rulebook.mail.domains
    named = getaddresses([header_text(str(value)) for value in message.get_all("From", [])])
    name, address = named[0] if named else ("", "")
    domain = address.rpartition("@")[2].casefold()
    sender = envelope.sender.rpartition("@")[2].casefold()
    if domain and _below(domain, own) and not _inside(looked):
        yield Sign("mail.own_domain", value=address)
    if sender and domain and not (_below(sender, (domain,)) or _below(domain, (sender,))):
        yield Sign("mail.other_sender", value=f"{envelope.sender} / {address}")
    shown = _ADDRESS.search(name)
    if shown and shown[0].rpartition("@")[2].casefold() != domain:
        yield Sign("mail.name_is_address", value=shown[0])
    like = next((one for one in own if not _below(domain, own) and _like(domain, one)), None)
    if domain and like:
        yield Sign("mail.like_own_domain", value=f"{domain} / {like}")
    results = " ".join(str(value) for value in message.get_all("Authentication-Results", []))
    for found in sorted({f"{a}={b}".lower() for a, b in _FAILED.findall(results)}):
        yield Sign("mail.authentication", value=found)
    reply = getaddresses([str(value) for value in message.get_all("Reply-To", [])])
    answer = reply[0][1].rpartition("@")[2].casefold() if reply else ""
    if answer and domain and answer != domain and _below(domain, own):
        yield Sign("mail.reply_elsewhere", value=answer)
    if address and looked.known is not None and not looked.known(address.casefold()):
        yield Sign("mail.first_contact", value=address)


def _inside(looked: Looked) -> bool:
    """Whether the mail came from a network of the town."""
    try:
        zone = looked.rulebook.zone_of(looked.envelope.client)
    except ValueError:
        return False
    return zone is not None and zone.kind != "outside"


def _below(domain: str, others: tuple[str, ...]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in others)


def _like(domain: str, own: str) -> bool:
    """Another domain that the eye takes for our own: one sign off, or the same when signs that
    look alike are made one (UTS 39 in its simplest part)."""
    one, other = _plain(domain), _plain(own)
    return one == other or _one_off(one, other)


def _plain(domain: str) -> str:
    text = unicodedata.normalize("NFKD", domain.encode("ascii", "ignore").decode() or domain)
    try:
        text = domain.encode().decode("idna")
    except UnicodeError:
        text = domain
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).casefold()
    for odd, meant in (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("-", "")):
        text = text.replace(odd, meant)
    return text


def _one_off(one: str, other: str) -> bool:
    """Whether one change, one sign more or one less turns one into the other."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 8:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return len(one) != len(other)
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at:] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
    )
