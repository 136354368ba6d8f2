"""Log-source routing: which events a rule's ``logsource`` means, and how it names their fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sekisho.detect.sigma.channels import (
    DEFENDER,
    POWERSHELL_CATEGORIES,
    SECURITY,
    SERVICES,
    SYSMON,
    SYSMON_CATEGORIES,
)
from sekisho.detect.sigma.fields import (
    ANTIVIRUS_FIELDS,
    BROWSER_FIELDS,
    DEFENDER_FIELDS,
    DEFENDER_THREAT_FIELDS,
    DNS_FIELDS,
    FIREWALL_FIELDS,
    NETWORK_CONNECTION_FIELDS,
    PROCESS_CREATION_FIELDS,
    PROXY_FIELDS,
    REGISTRY_SET_FIELDS,
    WEB_VISIT_FIELDS,
    WINDOWS_FIELDS,
    datum,
    quoted,
)
from sekisho.events.kinds import kind_named
from sekisho.ledger.tables import literal


@cache
def _columns(view: str) -> frozenset[str]:
    return frozenset(kind_named(view).schema.names) - {"fields"}


@dataclass(frozen=True, eq=False)
class Fields:
    """Names of the Sigma taxonomy and their SQL; compared by identity, so that routes can be
    keys."""

    sql: Mapping[str, str]


@dataclass(frozen=True)
class Route:
    """Events of one view that a log source means.

    ``channels``, ``ids`` and ``test`` (SQL) choose among the view's rows, each empty for all;
    ``named`` maps names of the Sigma taxonomy to SQL; ``open`` says that any other name may be
    a name of the event data; ``keywords`` is the event as one text.
    """

    view: str
    named: Fields
    channels: frozenset[str] = frozenset()
    ids: frozenset[int] = frozenset()
    test: str = ""
    open: bool = False
    keywords: str | None = None

    @property
    def fields(self) -> Mapping[str, str]:
        """Names of the Sigma taxonomy and their SQL."""
        return self.named.sql

    @property
    def where(self) -> str:
        """The condition on the view's rows, in SQL."""
        tests = [self.test] if self.test else []
        if self.channels:
            tests.append(f'"winlog.channel" IN ({_listed(sorted(self.channels))})')
        if self.ids:
            tests.append(f'"EventID" IN ({", ".join(map(str, sorted(self.ids)))})')
        return " AND ".join(tests) or "true"

    def narrowed(self, ids: frozenset[int] | None) -> Route:
        """The same with only these event ids, where the view has event ids at all."""
        if ids is None or self.view != "windows":
            return self
        both = ids & self.ids if self.ids else ids
        return replace(self, ids=both) if both else self

    def expression(self, name: str, known: Collection[str]) -> str | None:
        """The SQL of a field as text, None when the events cannot have it.

        ``known``: the names that the map ``fields`` of this view's events hold.
        """
        if name in self.fields:
            return self.fields[name]
        if name in _columns(self.view):
            return f"CAST({quoted(name)} AS VARCHAR)"
        if self.open or name in known:
            return datum(name)
        return None


WINDOWS_TEXT = (
    'concat_ws(chr(10), array_to_string(map_values(fields), chr(10)), array_to_string("Data", '
    "chr(10)))"
)


def _listed(texts: Collection[str]) -> str:
    return ", ".join(map(literal, texts))


def _windows(
    channels: Collection[str],
    ids: Collection[int] = (),
    fields: Fields | None = None,
    test: str = "",
) -> Route:
    return Route(
        view="windows",
        named=fields or _WINDOWS,
        channels=frozenset(channels),
        ids=frozenset(ids),
        test=test,
        open=True,
        keywords=WINDOWS_TEXT,
    )


_WINDOWS = Fields(WINDOWS_FIELDS)


def _windows_fields(more: Mapping[str, str]) -> Fields:
    return Fields({**WINDOWS_FIELDS, **more})


def _plain(view: str, fields: Mapping[str, str], *keywords: str) -> Route:
    text = f"concat_ws(chr(10), {', '.join(quoted(name) for name in keywords)})"
    return Route(view=view, named=Fields(fields), keywords=text)


_PROXY = _plain("proxy", PROXY_FIELDS, "c-uri", "c-useragent", "cs-referrer", "cs-method")

ANY_PRODUCT: Mapping[str, tuple[Route, ...]] = {
    "proxy": (_PROXY,),
    "webserver": (_PROXY,),
    "firewall": (_plain("firewall", FIREWALL_FIELDS, "destination.domain", "destination.ip"),),
    "dns": (_plain("dns", DNS_FIELDS, "dns.question.name", "answer"),),
    # this house's own: what people opened, as the proxy or the browser's history saw it
    "web_visit": (
        _plain("proxy", WEB_VISIT_FIELDS, "c-uri"),
        _plain("browser", BROWSER_FIELDS, "c-uri", "page.title"),
    ),
    "antivirus": (
        _plain("antivirus", ANTIVIRUS_FIELDS, "threat.name", "file.path"),
        _windows([DEFENDER], [1006, 1015, 1116, 1117], _windows_fields(DEFENDER_THREAT_FIELDS)),
    ),
}
"""Categories that name no product."""

_DEFENDER = _windows([DEFENDER], fields=_windows_fields(DEFENDER_FIELDS))
_REGISTRY_SET = _windows([SECURITY], [4657], _windows_fields(REGISTRY_SET_FIELDS))

BESIDE_SYSMON: Mapping[str, tuple[Route, ...]] = {
    "process_creation": (_windows([SECURITY], [4688], _windows_fields(PROCESS_CREATION_FIELDS)),),
    "registry_event": (_REGISTRY_SET,),
    "registry_set": (_REGISTRY_SET,),
    "network_connection": (
        _windows([SECURITY], [5156], _windows_fields(NETWORK_CONNECTION_FIELDS)),
    ),
}
"""What Windows itself records of the same acts, without Sysmon."""

TESTS: Mapping[str, str] = {
    "registry_add": f"{datum('EventType')} = 'CreateKey'",
    "registry_delete": f"{datum('EventType')} IN ('DeleteKey', 'DeleteValue')",
}


def routes(product: str | None, category: str | None, service: str | None) -> tuple[Route, ...]:
    """The events that a log source means; empty when no reader of this house gives them."""
    if (
        category is not None
        and category in ANY_PRODUCT
        and product in (None, "windows")
        and service is None
    ):
        return ANY_PRODUCT[category]
    if product != "windows":
        return ()
    if category is not None:
        return _of_category(category) if service in (None, "sysmon") else ()
    if service is None:
        return (_windows([]),)
    if service == "windefend":
        return (_DEFENDER,)
    return (_windows(SERVICES[service]),) if service in SERVICES else ()


def _of_category(category: str) -> tuple[Route, ...]:
    if category in SYSMON_CATEGORIES:
        ids = SYSMON_CATEGORIES[category]
        sysmon = _windows([SYSMON], ids, test=TESTS.get(category, ""))
        return (sysmon, *BESIDE_SYSMON.get(category, ()))
    if category in POWERSHELL_CATEGORIES:
        channels, event_id = POWERSHELL_CATEGORIES[category]
        return (_windows(channels, [event_id]),)
    return ()
