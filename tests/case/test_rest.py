"""Documents that only an inventory knows: the gravest one by one, the others in sums that hold."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from sekisho.case.build import Given, build
from sekisho.case.facts import Case, MadeBy
from sekisho.case.json import schema, to_bytes, to_json
from sekisho.case.reading import from_json
from sekisho.case.rest import lots, sift
from sekisho.case.rest.recount import recount, runs
from sekisho.case.tally import uncounted, verdicts

from .conftest import Records, at, entry

NAME = "@inventory/inventory.jsonl"
IP, RELAY = "10.0.0.21", "relay-0a1b2c3d.net.anydesk.com"
MADE_BY = MadeBy("sekisho", "0", None, None, "0", {})
GUIDE = Path(__file__).parents[2] / "docs" / "guide"
Row = dict[str, Any]


def row(path: str, host: str = "PC-B", persons: int | None = 0, **more: Any) -> Row:
    bounds = None if persons is None else {"low": persons, "high": persons + persons // 10}
    place = "share" if path.startswith("\\\\") else "pc"
    return {
        "path": path, "sha256": hashlib.sha256(f"{host}{path}".encode()).hexdigest(),
        "status": "read", "persons": bounds, "households": bounds if persons else None,
        "host": host, "place": place, "zone": "lgwan", "class": "3B" if persons else "2",
        "seen": "2016-05-30T00:00:00+00:00", **more,
    }  # fmt: skip


def office() -> list[Row]:
    """Rows of the controlled PC, of another one and of an audited server."""
    found = [row(rf"C:\Users\t\Documents\業務\控え{n:02d}.docx", "PC-A", n % 3) for n in range(12)]
    for folder in ("住宅", "税務", r"税務\古い"):
        for n in range(10):
            persons = None if n == 9 else n * 11
            found.append(row(rf"C:\業務\{folder}\台帳{n}.xlsx", persons=persons))
    found += [row(rf"\\fs01\somu\写し{n}.pdf", "fs01", n) for n in range(10)]
    found.append(row(r"C:\業務\税務\settings.ini"))
    found.append(row(r"C:\業務\税務\あとで.txt", seen="2016-06-10T00:00:00+00:00"))
    found.append(row(r"C:\業務\税務\台帳1.xlsx", persons=5, seen="2016-05-31T00:00:00+00:00"))
    found.append(row(r"C:\業務\税務\写し.xlsx", persons=88, sha256=found[20]["sha256"]))
    return found


@pytest.fixture
def afternoon(records: Records) -> Records:
    """A window from 16:03 to 16:41 on PC-A, a server whose audit has no gap."""
    records.lease(at("8:20"), IP, "PC-A")
    page = "http://alert1.z11.web.core.windows.net/werrx01/index.html?phone=050-0000-1234"
    records.page(at("15:50"), IP, page)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    records.windows(at("8:30"), "PC-A", 6005)
    for minute in range(0, 540, 4):
        moment = at("8:30") + timedelta(minutes=minute)
        records.share(moment, "10.0.0.22", "read", "/srv/share/somu/予算.xlsx")
    return records


def lay(records: Records, rows: list[Row]) -> bytes:
    """Adds an inventory; gives its file."""
    for number, one in enumerate(rows, 1):
        columns = {
            "inventory.seen": one["seen"], "inventory.host": one["host"],
            "inventory.place": one["place"], "inventory.status": one["status"],
            "inventory.zone": one["zone"], "inventory.class": one["class"],
            "file.path": one["path"], "file.hash.sha256": one["sha256"],
        }  # fmt: skip
        columns["inventory.seen"] = at("0:00").fromisoformat(one["seen"])
        for of in ("persons", "households"):
            for end in ("low", "high"):
                columns[f"{of}.{end}"] = one[of] and one[of][end]
        records.add("inventory", None, evidence=NAME, position=number, **columns)
    return b"".join(orjson.dumps(one) + b"\n" for one in rows)


def made(records: Records, content: bytes) -> Case:
    digest = hashlib.sha256(content).hexdigest()
    entries = [one for one in records.entries() if one.name != NAME]
    given = Given(at("23:00"), MADE_BY, [*entries, entry(NAME, sha256=digest)])
    return build(records.connection(), given)


@pytest.fixture
def told_alone(afternoon: Records) -> Case:
    """Few documents: each by itself."""
    return made(afternoon, lay(afternoon, office()))


@pytest.fixture
def case(afternoon: Records, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The same, but only three may be told one by one."""
    monkeypatch.setattr(sift, "TOLD", 3)
    return made(afternoon, lay(afternoon, office()))


def test_few_documents_are_told_one_by_one(told_alone: Case) -> None:
    assert told_alone.rest is None
    assert len([one for one in told_alone.exposure if one.path is None]) == 12 + 31 + 10 + 1


@pytest.mark.parametrize("of", ["persons", "households"])
def test_sums_change_no_number(
    afternoon: Records, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    content = lay(afternoon, office())
    alone = made(afternoon, content)
    monkeypatch.setattr(sift, "TOLD", 3)
    summed = made(afternoon, content)
    assert verdicts(summed) == verdicts(alone)
    assert verdicts(summed)["unknown"] == 31
    assert uncounted(summed, of) == uncounted(alone, of) > 0
    assert getattr(summed, of) == getattr(alone, of)
    assert getattr(summed, of).high > 1_000


def test_the_gravest_stand_by_themselves(case: Case) -> None:
    own = [one for one in case.exposure if one.path is None and one.host == "PC-A"]
    assert len(own) == 3
    assert {one.persons.high for one in own if one.persons} == {2}
    assert case.rest is not None
    assert {lot.verdict for lot in case.rest.lots} == {"possible", "unknown", "excluded"}


def test_a_record_of_a_name_takes_its_document_out_of_the_sums(
    afternoon: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sift, "TOLD", 0)
    afternoon.share(at("16:10"), IP, "read", "/srv/share/somu/写し7.pdf")
    found = made(afternoon, lay(afternoon, office()))
    (proven,) = (one for one in found.exposure if one.verdict == "proven")
    assert proven.original_path == r"\\fs01\somu\写し7.pdf"
    assert verdicts(found)["excluded"] == 9 + 1  # with the paper that the audit alone names


def test_every_row_is_accounted_for(case: Case) -> None:
    assert case.rest is not None
    (one,) = case.rest.inventories
    assert (one.rows, one.later, one.older, one.no_document) == (56, 1, 1, 1)
    assert one.summed + one.told + one.later + one.older + one.no_document == one.rows
    assert one.summed == sum(lot.documents for lot in case.rest.lots)


def test_lots_are_as_deep_as_their_number_allows(
    afternoon: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sift, "TOLD", 0)
    content = lay(afternoon, office())

    def folders() -> set[str]:
        rest = made(afternoon, content).rest
        assert rest is not None
        return {one.folder for one in rest.lots if one.verdict == "unknown"}

    assert folders() == {r"C:\業務\住宅", r"C:\業務\税務", r"C:\業務\税務\古い"}
    monkeypatch.setattr(lots, "LOTS", 2)
    assert folders() == {r"C:\業務\住宅", r"C:\業務\税務"}
    monkeypatch.setattr(lots, "LOTS", 1)
    assert folders() == {r"C:\業務"}


def test_the_sums_are_recounted(afternoon: Records, case: Case) -> None:
    assert recount(afternoon.connection(), case) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"documents": 1}, "unknown"),
        ({"persons_unknown": 40}, "unknown"),
        ({"lines": "1-3"}, "unknown"),
    ],
)
def test_a_sum_that_was_altered_is_found(
    afternoon: Records, case: Case, change: dict[str, Any], told: str
) -> None:
    assert case.rest is not None
    first = next(one for one in case.rest.lots if one.verdict == told)
    others = tuple(one for one in case.rest.lots if one is not first)
    altered = replace(case.rest, lots=(replace(first, **change), *others))
    (wrong, *_) = recount(afternoon.connection(), replace(case, rest=altered))
    assert first.folder in wrong


def test_what_is_summed_twice_or_adds_otherwise_is_found(afternoon: Records, case: Case) -> None:
    assert case.rest is not None
    twice = replace(case.rest, lots=(*case.rest.lots, case.rest.lots[0]))
    assert "rest.lots" in recount(afternoon.connection(), replace(case, rest=twice))
    more = replace(case.rest, more_persons=1)
    assert recount(afternoon.connection(), replace(case, rest=more)) == ("rest.more_persons",)


def test_it_is_written_and_read_back(case: Case) -> None:
    content = orjson.loads(to_bytes(case))
    jsonschema.validate(content, schema())
    assert content == orjson.loads(orjson.dumps(to_json(case)))
    back = from_json(content)
    assert back.rest is not None
    assert case.rest is not None
    assert back.rest.lots == case.rest.lots


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_guide_recounts_without_sekisho(
    afternoon: Records,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    monkeypatch.setattr(sift, "TOLD", 3)
    rows = [{**one, "class": one["class"]} for one in office()]
    content = lay(afternoon, rows)
    found = made(afternoon, content)
    text = (GUIDE / language / "personal.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    written = {"case/case.json": to_bytes(found), "inventory/inventory.jsonl": content}
    for name, given in written.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(given)
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "guide", "exec"), {})  # noqa: S102  (our own guide)
    lines = capsys.readouterr().out.split()
    assert found.rest is not None
    assert lines == ["True"] * (1 + 2 * len(found.rest.lots))


def test_runs_of_rows() -> None:
    assert list(runs("3-17,19")) == [(3, 17), (19, 19)]
