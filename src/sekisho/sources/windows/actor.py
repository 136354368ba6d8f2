"""Who acted and from where, out of the event data: one rule for all forms.

``user.name`` is who acted: ``SubjectUserName`` unless it is empty, ``-`` or a computer's own
account (``NAME$``); then, of a logon, ``TargetUserName``; then the event's own word for its
user; and the computer's account only when nobody else is named. The domain (``DOMAIN\\name``,
``name@domain``) is left off; it stays in ``fields``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.uniques import mapped

LOGONS = (
    *("4624", "4625", "4626", "4634", "4647", "4648", "4672", "4675", "4768", "4769", "4770"),
    *("4771", "4772", "4773", "4774", "4775", "4776", "4777", "4778", "4779", "4800", "4801"),
    *("4802", "4803", "4964"),
)
"""Events of the Security log in which the target is the account that logs on or off."""

USERS = ("User", "SourceUser", "UserName", "Username", "AccountName", "samAccountName")
"""The words of other providers for the user of the event, the surer ones first."""

REMOTE_DESKTOP_LOGIN = ("Microsoft-Windows-TerminalServices-RemoteConnectionManager", "1149")
"""Its data are ``Param1`` (user), ``Param2`` (domain), ``Param3`` (address)."""

SOURCES = ("IpAddress", "SourceIp", "SourceAddress", "ClientAddress", "Address", "ClientIP")
DESTINATIONS = ("DestinationIp", "DestAddress")
NAMES = (
    "SubjectUserName",
    "TargetUserName",
    "Param1",
    "Param3",
    *USERS,
    *SOURCES,
    *DESTINATIONS,
)
"""The event data that are looked at."""

_ANY = ("0.0.0.0", "::")  # noqa: S104  (told of listening, they are nobody's address)
_IPV4 = r"^(?:::ffff:)?(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$"
_IPV6 = r"^\[?(?P<ip>[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*)(?:%\w+)?\]?$"


def user(found: Mapping[str, pa.Array], provider: pa.Array, code: pa.Array) -> pa.Array:
    """The account that acted, by event; null when the event names none."""
    subject, target = _account(found["SubjectUserName"]), _account(found["TargetUserName"])
    logon = pc.is_in(code, value_set=pa.array(LOGONS))
    remote = _is_remote_login(provider, code)
    candidates = [
        _person(subject),
        _only(_person(target), logon),
        _only(_account(found["Param1"]), remote),
        *(_person(_account(found[name])) for name in USERS),
        _only(target, logon),
        subject,
    ]
    return _first(candidates)


def source_ip(found: Mapping[str, pa.Array], provider: pa.Array, code: pa.Array) -> pa.Array:
    """The address from which it was done; null when the event names none."""
    remote = _only(found["Param3"], _is_remote_login(provider, code))
    return _first([*(_address(found[name]) for name in SOURCES), _address(remote)])


def destination_ip(found: Mapping[str, pa.Array]) -> pa.Array:
    """The other end of a connection; null when the event is none."""
    return _first([_address(found[name]) for name in DESTINATIONS])


def _first(candidates: Sequence[pa.Array]) -> pa.Array:
    """In each row the first of the texts that are there."""
    told = [texts for texts in candidates if texts.null_count < len(texts)]
    return pc.coalesce(*told) if told else candidates[0]


def _is_remote_login(provider: pa.Array, code: pa.Array) -> pa.Array:
    name, number = REMOTE_DESKTOP_LOGIN
    return pc.and_(pc.equal(provider, name), pc.equal(code, number))


def _only(texts: pa.Array, where: pa.Array) -> pa.Array:
    if texts.null_count == len(texts):
        return texts
    return pc.if_else(pc.fill_null(where, False), texts, None)


def _account(texts: pa.Array) -> pa.Array:
    """An account without its domain; null for nothing and ``-``."""
    if texts.null_count == len(texts):
        return texts
    return mapped(texts, _bare)


def _bare(texts: pa.Array) -> pa.Array:
    bare = pc.replace_substring_regex(texts, r"^[^\\]*\\", "")
    bare = pc.replace_substring_regex(bare, r"@.*$", "")
    return pc.if_else(pc.is_in(bare, value_set=pa.array(["", "-"])), None, bare)


def _person(accounts: pa.Array) -> pa.Array:
    """Accounts that are not a computer's."""
    if accounts.null_count == len(accounts):
        return accounts
    return pc.if_else(pc.ends_with(accounts, "$"), None, accounts)


def _address(texts: pa.Array) -> pa.Array:
    """IPv4 or IPv6 addresses; null for names and ``-``. A port is left off."""
    if texts.null_count == len(texts):
        return texts
    return mapped(texts, _read)


def _read(texts: pa.Array) -> pa.Array:
    found = pc.struct_field(pc.extract_regex(texts, _IPV4), "ip")
    if found.null_count > texts.null_count:
        found = pc.coalesce(found, pc.struct_field(pc.extract_regex(texts, _IPV6), "ip"))
    return pc.if_else(pc.is_in(found, value_set=pa.array(_ANY)), None, found)
