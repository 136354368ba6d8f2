"""A FortiGate as the web gate: its URL filter, its feeds, its page, as CLI text.

Reference: *FortiOS CLI Reference* 7.x, ``webfilter urlfilter``, ``webfilter profile``,
``system external-resource`` (category 192 to 221), ``system replacemsg-group``. A URL filter
asks from the top: what is never refused, releases of everybody, the domains of the rulebook from
the longest to the shortest, remote-control tools before all categories. What the device cannot
tell (breaks, departments, single persons, support with a term) is written at the head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sekisho.detect.catalogue.tools import tools
from sekisho.gates.contract import Checked, File
from sekisho.gates.line.fortigate.script import deleted, quoted, short, table
from sekisho.gates.stages import Stages
from sekisho.gates.web.lists.feeds import file_name
from sekisho.gates.web.squid.pages import refusal
from sekisho.rulebook import Category, Rulebook

NAME = "sekisho-web.conf"
UNDO = "sekisho-web-undo.conf"
OWN = "sekisho-web"
TABLE = 9000
"""Number of the URL filter: apart from those a device has."""
FIRST, LAST = 192, 221
"""Numbers that FortiOS keeps for categories of one's own."""
RESOURCE_NAME = 35
REFRESH_MIN = 60


@dataclass(frozen=True)
class _Feed:
    number: int
    list: str
    action: str

    @property
    def name(self) -> str:
        return short(f"S-{self.list}", RESOURCE_NAME)


def configuration(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The script, and the one that takes it back. Raises NotBuildableError for a name that no
    console takes."""
    feeds = _feeds(rulebook, stages)
    head = [f"# {line}" for line in _head(rulebook, stages, feeds)]
    lines = [*head, *_script(rulebook, stages, feeds)]
    return (
        File(NAME, ("\n".join(lines) + "\n").encode()),
        File(UNDO, ("\n".join([head[0], *_undo(feeds)]) + "\n").encode()),
    )


def check(_folder: Path) -> tuple[Checked, ...]:
    """No program here checks a FortiGate's script: the device says it when it is read in."""
    return (Checked(NAME, "not_checked", "FortiOS"),)


def _head(rulebook: Rulebook, stages: Stages, feeds: tuple[_Feed, ...]) -> Iterator[str]:
    web = rulebook.web
    yield f"関所 段階: {stages.everybody}   規程: {rulebook.digest}"
    yield "規程の「閲覧」から作られたもの。直接には直さず、規程を直して作り直す。"
    yield "入れ方: 先に設定を保存し、CLI に貼るか、スクリプトとして読み込む。"
    yield f"その後、方針の Web フィルターに {OWN} を選ぶ。戻し方: 選択を外し、{UNDO} を読み込む。"
    if stages.departments or stages.assets:
        yield "部署や機器ごとの段階は書けない。全員の段階で作った。"
    if web.private_use == "breaks":
        yield "休憩時間を見分けられない。「不適切」の分類は記録だけにした。"
    if any(one.people or one.departments for one in web.exceptions) or rulebook.support:
        yield "人や部署を限った解除と、期限のある遠隔支援は書けない。"
    if web.refused_files or any(one.patterns for one in web.categories):
        yield "止めるファイルの種類とアドレスの型は含まない。"
    named = [name for one in web.categories for name in one.lists]
    if named and not web.feeds:
        yield "規程に web.feeds がないため、分類一覧は含まない。"
    elif len(named) > len(feeds):
        left = len(named) - len(feeds)
        yield f"分類一覧は {LAST - FIRST + 1} までのため、あとの {left} は含まない。"


def _act(category: Category, rulebook: Rulebook, stages: Stages) -> str:
    """What the device does with a category."""
    if category.judgement == "allowed":
        return "exempt"
    use = rulebook.web.private_use
    refused = category.judgement == "forbidden" or use == "never"
    return "block" if refused and stages.everybody == "enforce" else "monitor"


def _entries(rulebook: Rulebook, stages: Stages) -> Iterator[tuple[str, str]]:
    """Pattern of a host and what is done, in the order in which they decide."""
    web = rulebook.web
    block = "block" if stages.everybody == "enforce" else "monitor"
    yield from ((one, "exempt") for one in _below(*rulebook.never_refused.domains))
    for entry in web.exceptions:
        at = stages.at
        in_term = at and (entry.since is None or entry.since <= at) and at < entry.until
        if in_term and not entry.people and not entry.departments:
            yield from ((one, "exempt") for one in _below(*entry.domains))
    if web.remote_tools != "allowed":
        for tool in tools():
            hosts = (host for role in ("use", "site") for host in tool.hosts(role))
            yield from ((host, block) for host in hosts if "?" not in host)
    owned = [(domain, one) for one in web.categories for domain in one.domains]
    for domain, category in sorted(owned, key=lambda pair: (-pair[0].count("."), pair[0])):
        act = _act(category, rulebook, stages)
        yield from ((one, act) for one in _below(domain))


def _below(*domains: str) -> Iterator[str]:
    for domain in domains:
        yield from (domain, f"*.{domain}")


def _feeds(rulebook: Rulebook, stages: Stages) -> tuple[_Feed, ...]:
    if not rulebook.web.feeds:
        return ()
    named = [(name, one) for one in rulebook.web.categories for name in one.lists]
    acts = [(name, _act(one, rulebook, stages)) for name, one in named][: LAST - FIRST + 1]
    return tuple(
        _Feed(FIRST + at, name, "monitor" if act == "exempt" else act)
        for at, (name, act) in enumerate(acts)
    )


def _script(rulebook: Rulebook, stages: Stages, feeds: tuple[_Feed, ...]) -> Iterator[str]:
    yield from _page()
    where = rulebook.web.feeds.rstrip("/")
    resources = [
        [
            f"    edit {quoted(one.name)}",
            "        set type category",
            f"        set category {one.number}",
            f"        set resource {quoted(f'{where}/{file_name(one.list)}')}",
            f"        set refresh-rate {REFRESH_MIN}",
            "    next",
        ]
        for one in feeds
    ]
    yield from table("system external-resource", resources)
    yield "config webfilter urlfilter"
    yield f"    edit {TABLE}"
    yield f"        set name {quoted(OWN)}"
    yield "        config entries"
    for number, (pattern, act) in enumerate(_entries(rulebook, stages), start=1):
        yield f"            edit {number}"
        yield f"                set url {quoted(pattern)}"
        yield "                set type wildcard"
        yield f"                set action {act}"
        if act == "exempt":
            yield "                set exempt fortiguard"
        yield "            next"
    yield from ("        end", "    next", "end")
    yield "config webfilter profile"
    yield f"    edit {quoted(OWN)}"
    yield f"        set comment {quoted(f'{stages.everybody} {rulebook.digest[:16]}')}"
    yield f"        set replacemsg-group {quoted(OWN)}"
    yield "        set log-all-url enable"
    yield from ("        config web", f"            set urlfilter-table {TABLE}", "        end")
    yield from ("        config ftgd-wf", "            config filters")
    for number, one in enumerate(feeds, start=1):
        yield f"                edit {number}"
        yield f"                    set category {one.number}"
        yield f"                    set action {one.action}"
        yield "                next"
    yield from ("            end", "        end", "    next", "end")


def _page() -> Iterator[str]:
    page = refusal(
        "blocked", way="refused", address="%%URL%%", rule="%%CATEGORY%%",
        terminal="%%SOURCE_IP%%", time="",
    )  # fmt: skip
    buffer = quoted(page.replace("\n", " ").strip())
    yield "config system replacemsg-group"
    yield f"    edit {quoted(OWN)}"
    yield "        set group-type utm"
    for kind, message in (("http", "url-block"), ("fortiguard-wf", "ftgd-block")):
        yield f"        config {kind}"
        yield f"            edit {quoted(message)}"
        yield f"                set buffer {buffer}"
        yield "                set header http"
        yield "                set format html"
        yield from ("            next", "        end")
    yield from ("    next", "end")


def _undo(feeds: tuple[_Feed, ...]) -> Iterator[str]:
    yield from deleted("webfilter profile", [quoted(OWN)])
    yield from deleted("webfilter urlfilter", [str(TABLE)])
    yield from deleted("system external-resource", [quoted(one.name) for one in feeds])
    yield from deleted("system replacemsg-group", [quoted(OWN)])
