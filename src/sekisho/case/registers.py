"""Registers as offices keep them, read from the tables among the evidence.

A table is a register when a row among its first ones holds the heading words of one; its kind
is told by the words, its rows become typed facts with their pointers. What a cell cannot be
read as stays empty; the row is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.hosts import Names
from sekisho.case.known import (
    Check,
    Known,
    Machine,
    Staff,
    Ticket,
    UsbDevice,
    colons,
    merged,
    of_rulebook,
)
from sekisho.case.places import learn_names
from sekisho.form.dates import NotThisFormError, read_end, read_start
from sekisho.rulebook import Rulebook

HEADINGS = 8
"""A heading stands among the first rows of a table, below at most a title and some notes."""

_WORDS: dict[str, str] = {
    "host": r"端末名?|PC名|パソコン名|コンピュータ[ー]?名|ホスト名|機器名|マシン名|"
    r"対象(端末|PC|機器)|hostname|computer",
    "user": r"使用者|利用者|主たる利用者|担当者",
    "department": r"所属|部署|課名|配属|department",
    "mac": r"MAC(アドレス)?|物理アドレス|mac address",
    "ip": r"IP(アドレス)?|固定IP|ip address",
    "purchased": r"購入(年度|日|年)|取得(年度|日)|導入(年度|日)",
    "os": r"OS|基本ソフト",
    "number": r"管理番号|資産番号|登録番号|受付番号|許可番号|伝票番号|申請番号|チケット番号|ticket",
    "tool": r"ツール|遠隔操作ソフト|リモートソフト|使用ソフト|ソフト名|ソフト|接続方法|tool",
    "start": r"(許可|作業|接続|利用)?開始(日時|日|時刻)?|許可期間[(（]?(自|始)[)）]?|start",
    "end": r"(許可|作業|接続|利用)?終了(日時|日|時刻)?|許可期間[(（]?(至|終)[)）]?|期限|end",
    "day": r"作業日|許可日付|実施日|日付",
    "contractor": r"(保守|作業)?業者(名)?|会社名?|委託先|作業者",
    "serial": r"シリアル(番号|No\.?)?|製造番号|serial",
    "account": r"アカウント|ログオン名|ログイン(名|ID)|ユーザー?(名|ID)|account",
    "name": r"氏名|職員名|名前|name",
    "definition": r"パターン(ファイル|番号)?|定義(ファイル|バージョン)|ウイルス定義.*",
    "checked": r"(点検|検査|確認)(日時?|年月日)",
    "result": r"(点検|検査|確認)?結果",
    "network": r"ネットワーク|回線|区画",
    "place": r"設置(場所|先)|場所",
    "scan": r"最終(全体|完全)?(検索|スキャン)(日時|日)?|最終フルスキャン.*",
}
_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _WORDS.items()}
_FIRST = f"""
SELECT evidence, position, unit, "document.part" AS part, "document.table" AS "table",
       "document.row" AS "row", "document.cells" AS cells
FROM document WHERE "document.table" IS NOT NULL AND "document.row" <= {HEADINGS}
  AND len("document.cells") >= 2
ORDER BY evidence, position
"""
_ROWS = """
SELECT evidence, position, unit, "document.part" AS part, "document.table" AS "table",
       "document.row" AS "row", "document.cells" AS cells
FROM document WHERE "document.table" IS NOT NULL AND evidence IN (SELECT unnest($names))
ORDER BY evidence, position
"""
_Table = tuple[str, str | None, int]
_Heading = tuple[str, int, dict[str, int]]


def learned(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook | None, names: Names
) -> Known:
    """What rulebook and registers know; ``names`` learns every computer they and events name."""
    known = merged((of_rulebook(rulebook), registers(connection)))
    names.tell(machine.name for machine in known.machines)
    learn_names(connection, names)
    return known


def registers(connection: duckdb.DuckDBPyConnection) -> Known:
    """All registers among the evidence as one; ``Known.registers`` names their evidence."""
    headings: dict[_Table, _Heading] = {}
    for row in ask(connection, _FIRST):
        found = heading(row["cells"])
        if found and _place(row) not in headings:
            headings[_place(row)] = (found[0], row["row"], found[1])
    if not headings:
        return Known()
    names = sorted({place[0] for place in headings})
    rows: dict[_Table, list[Row]] = defaultdict(list)
    for row in ask(connection, _ROWS, {"names": names}):
        place = _place(row)
        if place in headings and row["row"] > headings[place][1]:
            rows[place].append(row)
    return _known(headings, rows)


def heading(cells: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    """The kind of register whose heading these cells are, and the column of each word:
    tickets, devices, antivirus, checks, assets or staff. None for any other row."""
    columns: dict[str, int] = {}
    for number, cell in enumerate(cells):
        word = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell or ""))
        for name, pattern in _PATTERNS.items():
            if name not in columns and pattern.fullmatch(word):
                columns[name] = number
                break
    has = columns.keys()
    asset_words = has & {"mac", "ip", "os", "purchased", "number", "user", "department"}
    kinds = (
        ("tickets", {"host", "tool"} <= has and bool(has & {"start", "end", "day"})),
        ("devices", "serial" in has and "mac" not in has and bool(has & {"number", "department"})),
        ("antivirus", "host" in has and bool(has & {"definition", "scan"})),
        ("assets", "host" in has and len(asset_words) >= 2),
        ("checks", {"host", "checked"} <= has),
        ("staff", {"name", "account"} <= has),
    )
    return next(((kind, columns) for kind, fits in kinds if fits), None)


def _place(row: Row) -> _Table:
    return row["evidence"], row["part"], row["table"]


def _known(headings: dict[_Table, _Heading], rows: dict[_Table, list[Row]]) -> Known:
    machines: list[Machine] = []
    tickets: list[Ticket] = []
    staff: list[Staff] = []
    devices: list[UsbDevice] = []
    checks: list[Check] = []
    for place, (kind, _, columns) in headings.items():
        for row in rows[place]:
            cells = {
                name: (row["cells"][at] or "").strip()
                for name, at in columns.items()
                if at < len(row["cells"])
            }
            if kind == "tickets" and cells.get("host"):
                ticket = _ticket(cells, row)
                # a row without any readable time permits nothing
                tickets += [ticket] if ticket.since and ticket.until else []
            elif kind in ("assets", "antivirus") and cells.get("host"):
                machines.append(_machine(cells, row))
            elif kind == "staff" and cells.get("name"):
                accounts = tuple(re.split(r"[、,;\s]+", cells.get("account", "")))
                staff.append(
                    Staff(cells["name"], accounts, cells.get("department", ""), (reference(row),))
                )
            elif kind == "devices" and cells.get("serial"):
                devices.append(_device(cells, row))
            elif kind == "checks" and cells.get("host"):
                checks.append(_check(cells, row))
    names = frozenset(place[0] for place in headings)
    return Known(
        tuple(machines), tuple(tickets), tuple(staff), names, tuple(devices), tuple(checks)
    )


def _check(cells: dict[str, str], row: Row) -> Check:
    return Check(
        host=unicodedata.normalize("NFKC", cells["host"]),
        day=cells.get("checked", ""),
        result=cells.get("result", ""),
        network=cells.get("network", ""),
        place=cells.get("place", ""),
        evidence=(reference(row),),
    )


def _device(cells: dict[str, str], row: Row) -> UsbDevice:
    return UsbDevice(
        serial=unicodedata.normalize("NFKC", cells["serial"]).upper(),
        number=cells.get("number", ""),
        department=cells.get("department", ""),
        evidence=(reference(row),),
    )


def _machine(cells: dict[str, str], row: Row) -> Machine:
    macs = re.findall(r"(?:[0-9A-Fa-f]{2}[-:]){5}[0-9A-Fa-f]{2}", cells.get("mac", ""))
    user = cells.get("user", "")
    return Machine(
        name=unicodedata.normalize("NFKC", cells["host"]),
        user="" if re.search(r"予備|共用|共有|^[-ー－]?$", user) else user,
        department=cells.get("department", ""),
        addresses=tuple(filter(_is_address, re.split(r"[、,;\s]+", cells.get("ip", "")))),
        macs=tuple(colons(mac) for mac in macs),
        evidence=(reference(row),),
    )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _ticket(cells: dict[str, str], row: Row) -> Ticket:
    day = cells.get("day", "")
    return Ticket(
        ticket=cells.get("number", "") or f"{row['evidence']}:{row['position']}",
        tool=cells["tool"],
        host=unicodedata.normalize("NFKC", cells["host"]),
        since=_moment(cells.get("start", ""), day, last=False),
        until=_moment(cells.get("end", ""), day, last=True),
        contractor=cells.get("contractor", ""),
        evidence=(reference(row),),
    )


def _moment(text: str, day: str, *, last: bool) -> datetime | None:
    """A cell's moment: a date and time, a date, or a time of the day in another column."""
    written = unicodedata.normalize("NFKC", text)
    read = read_end if last else read_start
    for candidate in (written, f"{day} {written}".strip(), re.sub(r":\d\d$", "", written)):
        try:
            return read(candidate)
        except NotThisFormError:
            continue
    return None
