"""Tables that the console of any product exported: columns found by their headings.

Consoles write local time without a zone; it is taken as Japan's. A table counts when one row of
its first ten has a heading for the computer and one for the definitions, an update or a scan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import duckdb

from sekisho.detect.av.facts import AvEvent, What
from sekisho.form.dates import NotThisFormError, narrow, read_start

FIELDS: Mapping[str, tuple[str, ...]] = {
    "host": ("コンピュータ名", "コンピューター名", "コンピュータ", "コンピューター", "端末名",
             "ホスト名", "PC名", "マシン名", "クライアント名", "クライアント", "エンドポイント",
             "エンドポイント名", "デバイス名", "Computer Name", "Computer", "Host Name",
             "Hostname", "Endpoint", "Endpoint Name", "Device Name", "Device"),
    "product": ("製品名", "製品", "ウイルス対策ソフト", "ソフトウェア名", "Product",
                "Product Name"),
    "definition": ("パターンファイル", "パターンファイルバージョン", "パターンファイルのバージョン",
                   "パターンバージョン", "ウイルスパターンファイル", "スマートスキャンパターン",
                   "定義ファイル", "定義ファイルバージョン", "定義ファイルのバージョン",
                   "ウイルス定義", "ウイルス定義ファイル", "ウイルス定義バージョン",
                   "ウイルス定義データベース", "検出エンジン", "Pattern File",
                   "Virus Pattern", "Definition Version", "DAT Version", "Signature Version"),
    "updated": ("最終更新日時", "最終更新日", "最終更新", "最終アップデート",
                "最終アップデート日時",
                "定義更新日時", "定義ファイル更新日時", "定義ファイル更新日", "パターン更新日時",
                "パターンファイル更新日時", "ウイルス定義更新日時", "定義の日付",
                "Last Update", "Last Updated", "Definition Date", "Pattern Date"),
    "scanned": ("最終検索日時", "最終検索日", "最終検索", "最終スキャン日時", "最終スキャン日",
                "最終スキャン", "最終検査日時", "最終ウイルス検索日時", "Last Scan",
                "Last Scan Time", "Last Scanned"),
    "full_scanned": ("最終フルスキャン", "最終フルスキャン日時", "最終完全スキャン",
                     "最終完全スキャン日時", "最終全検索日時", "全ドライブ検索日時",
                     "最終予約検索日時", "Last Full Scan", "Last Full Scan Time"),
    "protection": ("リアルタイム検索", "リアルタイム保護", "リアルタイムスキャン", "常時監視",
                   "保護の状態", "Real-time Protection", "Real-time Scan", "RTP"),
}  # fmt: skip
"""Field to the headings that Japanese and English consoles give it."""

TELLING = ("definition", "updated", "scanned", "full_scanned")
OFF = frozenset({"無効", "停止", "停止中", "オフ", "off", "disabled", "いいえ", "no", "×"})
HEADING_WITHIN = 10
"""Rows of a table among which the headings are looked for."""

Mapped = Mapping[str, str | int]
"""Field to its heading, or to its column's number from 1."""

ROWS = """
SELECT evidence, "position", unit, "document.part" AS part, "document.table" AS number,
       "document.row" AS line, "document.cells" AS cells
FROM document
WHERE "document.cells" IS NOT NULL
ORDER BY evidence, "position"
"""

Row = Mapping[str, object]


def consoles(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped | None = None
) -> Iterator[AvEvent]:
    """What exported tables say of each computer. ``mapped``: the user's own columns, asked
    before the built-in headings."""
    tables: dict[tuple[object, ...], list[Row]] = {}
    for row in connection.sql(ROWS).to_arrow_table().to_pylist():
        tables.setdefault((row["evidence"], row["part"], row["number"]), []).append(row)
    for rows in tables.values():
        found = _columns(rows, mapped or {})
        if found is not None:
            start, columns = found
            for row in rows[start:]:
                yield from _of_row(row, columns)


def _columns(rows: Sequence[Row], mapped: Mapped) -> tuple[int, Mapping[str, int]] | None:
    """Where the data begin and in which column each field stands (from 0)."""
    numbered = {field: at - 1 for field, at in mapped.items() if isinstance(at, int)}
    if "host" in numbered and len(numbered) == len(mapped):
        dated = any(_date(cell) is not None for cell in _cells(rows[0]))
        return (0 if dated else 1), numbered
    for index, row in enumerate(rows[:HEADING_WITHIN]):
        columns = _headings(_cells(row), mapped)
        if "host" in columns and any(field in columns for field in TELLING):
            return index + 1, columns
    return None


def _headings(cells: Sequence[str], mapped: Mapped) -> Mapping[str, int]:
    written = [_plain(cell) for cell in cells]
    columns: dict[str, int] = {}
    for field, headings in FIELDS.items():
        at = mapped.get(field)
        if isinstance(at, int):
            columns[field] = at - 1
            continue
        wanted = [_plain(at)] if at is not None else [_plain(heading) for heading in headings]
        place = next((written.index(each) for each in wanted if each in written), None)
        if place is not None:
            columns[field] = place
    return columns


def _plain(heading: str) -> str:
    return "".join(narrow(heading).casefold().split())


def _cells(row: Row) -> list[str]:
    cells = row["cells"]
    return [str(cell or "") for cell in cells] if isinstance(cells, Iterable) else []


def _of_row(row: Row, columns: Mapping[str, int]) -> Iterator[AvEvent]:
    cells = _cells(row)

    def cell(field: str) -> str | None:
        place = columns.get(field)
        return narrow(cells[place]) or None if place is not None and place < len(cells) else None

    host = cell("host")
    if host is None:
        return
    dates: tuple[tuple[What, str], ...] = (
        ("update", "updated"),
        ("scan", "scanned"),
        ("full-scan", "full_scanned"),
    )
    said = [(what, date) for what, field in dates if (date := _date(cell(field))) is not None]
    latest = max((moment for _, (moment, _) in said), default=None)
    pointer = {"evidence": row["evidence"], "position": row["position"], "unit": row["unit"]}
    common = {"host": host, "product": cell("product"), **pointer}
    for what, (moment, about) in said:
        value = cell("definition") if what == "update" else None
        yield AvEvent(what=what, moment=moment, about=about, value=value, **common)  # type: ignore[arg-type]
    yield AvEvent(what="status", moment=latest, value=cell("definition"), **common)  # type: ignore[arg-type]
    if (cell("protection") or "").casefold() in OFF:
        yield AvEvent(what="off", part="real-time", moment=latest, **common)  # type: ignore[arg-type]


def _date(text: str | None) -> tuple[datetime, timedelta] | None:
    """The moment of a cell (UTC) and how exact it is; None for an empty or unreadable one."""
    if text is None:
        return None
    try:
        moment = read_start(text)
    except NotThisFormError:
        return None
    exact = ":" in text or "時" in text
    return moment.astimezone(UTC), timedelta(0) if exact else timedelta(days=1)
