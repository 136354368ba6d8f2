"""Mail that leaves the town for somebody it was hardly meant for.

References: RFC 5322 3.6.3 (To, Cc and Bcc), RFC 5321 3.3 (who really gets it). A salutation counts
where a partner of the rulebook or a person's name stands in the first lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from email.utils import getaddresses

from sekisho.gates.mail.alike import alike
from sekisho.gates.mail.checks.leaving import plain
from sekisho.gates.mail.signs import Looked, Sign, below, domain_of
from sekisho.sources.mail.headers import header_text

RULES = (
    "mail.many_recipients", "mail.addressee_alike", "mail.other_addressee", "mail.other_name",
    "mail.first_addressee",
)  # fmt: skip
_LINES = 6
"""Lines of a text in which somebody is addressed."""
_ADDRESSED = re.compile(r"^(.{1,60}?)[\s　]*(?:様|殿|さま|先生|さん)[、，,。．.]?$")
_NAME = r"[々〆ヶ一-鿿㐀-䶿豈-﫿ぁ-ゖァ-ヺー\U00020000-\U0003ffff]"
_PERSON = re.compile(rf"({_NAME}{{1,4}})[ 　]({_NAME}{{1,4}})")
_NOBODY = re.compile(
    r"[課係部室局所会店社市町村県庁院校園団班支者皆位客方々]$|^.{0,2}長$|会社|法人|組合|協会"
)
"""How an office, a group or a post ends, but hardly a person's name."""


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of a mail from inside to somebody outside."""
    if not looked.outgoing:
        return
    own = looked.rulebook.mail
    to = [one.casefold() for one in looked.envelope.recipients if looked.is_outside(one)]
    message = looked.mail.message
    values = [header_text(str(one)) for name in ("To", "Cc") for one in message.get_all(name, [])]
    named = [(name, address) for name, address in getaddresses(values) if address]
    strangers = {address.casefold() for _, address in named if looked.is_outside(address)}
    if len(strangers) >= own.thresholds.many_recipients:
        yield Sign("mail.many_recipients", value=str(len(strangers)))
    known = tuple(one.casefold() for one in own.domains)
    known += tuple(one.casefold() for partner in own.partners for one in partner.domains)
    for address in to:
        domain = domain_of(address)
        near = next((one for one in known if alike(domain, one)), None)
        if near and not below(domain, known):
            yield Sign("mail.addressee_alike", value=f"{address} / {near}")
        if looked.known is not None and not looked.known(address):
            yield Sign("mail.first_addressee", value=address)
    head = _head(looked.mail.texts)
    for partner in own.partners:
        domains = tuple(map(str.casefold, partner.domains))
        called = any(plain(partner.name) in plain(line) for line in head)
        if called and not any(below(domain_of(one), domains) for one in to):
            yield Sign("mail.other_addressee", value=partner.name)
    yield from _names(head, [name for name, _ in named])


def _head(texts: tuple[str, ...]) -> list[str]:
    lines = (unicodedata.normalize("NFKC", line).strip() for line in "\n".join(texts).splitlines())
    return [line for line in lines if line][:_LINES]


def _names(head: list[str], shown: list[str]) -> Iterator[Sign]:
    """A person who is addressed and stands beside no address. Nothing is said where an address
    has no person's name beside it: it may be his."""
    families = [_family(name) for name in shown]
    if not families or not all(families):
        return
    for line in head:
        found = _ADDRESSED.match(line)
        called = plain(found[1]) if found else ""
        if called and not _NOBODY.search(called) and not any(one in called for one in families):
            yield Sign("mail.other_name", value=f"{found[1] if found else ''} / {', '.join(shown)}")


def _family(name: str) -> str:
    """The family name of a person who stands beside an address in two words, else ""."""
    clean = unicodedata.normalize("NFKC", name).removesuffix("様").strip()
    found = _PERSON.fullmatch(clean)
    return "" if found is None or _NOBODY.search(found[2]) else plain(found[1])
