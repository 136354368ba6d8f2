"""Who the mail says it is from, and who sent it.

References: RFC 5321 3.3 (reverse path), RFC 5322 3.6.2, RFC 7208, RFC 7489, RFC 8601 (results of a
verifier in front of us). No result of a verifier is no sign: it was not asked.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from email.utils import getaddresses
from functools import lru_cache

from sekisho.gates.mail.signs import Looked, Sign, below, domain_of, inside
from sekisho.sources.mail.headers import header_text

RULES = (
    "mail.own_domain", "mail.other_sender", "mail.name_is_address", "mail.like_own_domain",
    "mail.authentication", "mail.first_contact", "mail.reply_elsewhere",
)  # fmt: skip
_FAILED = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(fail|softfail|permerror)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


_ODD = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0501\u04bb\u03bf\u0261\u0131\u04cf01",
    "aeopcyxisdhogilol",
)
"""Letters of other scripts, and figures, that look like Latin ones (UTS 39, confusables)."""
_ONLY_TOWNS = ".lg.jp"
"""Only local governments may have a name below it: a neighbour's that is one letter off."""


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of the sender; mails of the town's own servers are not asked whether they are."""
    message = looked.mail.message
    named = getaddresses([header_text(str(value)) for value in message.get_all("From", [])])
    name, address = named[0] if named else ("", "")
    yield from _of_domain(looked, address, domain_of(address))
    shown = _ADDRESS.search(name)
    if shown and domain_of(shown[0]) != domain_of(address):
        yield Sign("mail.name_is_address", value=shown[0])
    results = " ".join(str(value) for value in message.get_all("Authentication-Results", []))
    for found in sorted({f"{a}={b}".lower() for a, b in _FAILED.findall(results)}):
        yield Sign("mail.authentication", value=found)
    if address and looked.known is not None and not looked.known(address.casefold()):
        yield Sign("mail.first_contact", value=address)


def _of_domain(looked: Looked, address: str, domain: str) -> Iterator[Sign]:
    own, envelope = looked.rulebook.mail.domains, looked.envelope
    if not domain:
        return
    ours = below(domain, own)
    # a stored mail does not tell where it came from
    if ours and envelope.client and not inside(envelope, looked.rulebook):
        yield Sign("mail.own_domain", value=address)
    sender = domain_of(envelope.sender)
    if sender and not (below(sender, (domain,)) or below(domain, (sender,))):
        yield Sign("mail.other_sender", value=f"{envelope.sender} / {address}")
    like = next((one for one in own if not ours and _like(domain, one.casefold())), None)
    if like:
        yield Sign("mail.like_own_domain", value=f"{domain} / {like}")
    reply = getaddresses([str(value) for value in looked.mail.message.get_all("Reply-To", [])])
    answer = domain_of(reply[0][1]) if reply else ""
    if answer and ours and not below(answer, own):
        yield Sign("mail.reply_elsewhere", value=answer)


def _like(domain: str, own: str) -> bool:
    """Another domain that the eye takes for our own: one sign off, the same when signs that look
    alike are made one, or ours with a stranger's behind it."""
    if domain.startswith(f"{own}."):
        return True
    if domain.endswith(_ONLY_TOWNS):
        return False
    count = own.count(".") + 1
    one, other = _plain(".".join(domain.split(".")[-count:])), _plain(own)
    return one == other or _one_off(one, other)


@lru_cache(maxsize=4096)
def _plain(domain: str) -> str:
    with contextlib.suppress(UnicodeError):  # written in its own letters, or no valid name
        domain = domain.encode("ascii").decode("idna")
    text = unicodedata.normalize("NFKD", domain.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).translate(_ODD)
    for odd, meant in (("rn", "m"), ("vv", "w"), ("-", "")):
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
