"""A whole small case: what is told, in which form, and that it is always the same."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import jsonschema
import orjson
import pytest

import sekisho.case
from sekisho.case.build import Given, build
from sekisho.case.facts import Case, FindingFact, MadeBy, Reference
from sekisho.case.json import schema, to_bytes, to_json
from sekisho.case.web_use import Purpose
from sekisho.rulebook import load
from sekisho.text import LANGUAGES, codes

from .conftest import Records, at, entry

IP, RELAY = "10.0.0.21", "relay-0a1b2c3d.net.anydesk.com"
MADE_BY = MadeBy("sekisho", "0", None, None, "0", {})


@pytest.fixture
def afternoon(records: Records) -> Records:
    """Redirects, a false warning, silence, a download, a session, traces wiped, a colleague."""
    records.lease(at("8:20"), IP, "PC-A")
    records.lease(at("8:21"), "10.0.0.22", "PC-B")
    fake = "http://alert1.z11.web.core.windows.net/werrx01/index.html?phone=050-0000-1234"
    records.page(at("11:00"), "10.0.0.22", fake)
    records.page(at("15:40"), IP, "http://games.example.com/a.html", **{"url.category": "Games"})
    records.page(at("15:49:58"), IP, "http://ad1.example.net/c", **{"sc-status": 302})
    records.page(at("15:49:59"), IP, "http://ad2.example.net/c", **{"sc-status": 302})
    records.page(at("15:50"), IP, fake)
    kind = {"http.response.mime_type": "application/x-msdownload"}
    records.page(at("16:01"), IP, "http://download.anydesk.com/AnyDesk.exe", **kind)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY, **{"cs-bytes": 5000, "sc-bytes": 9})
    logon = {"LogonType": "2", "TargetUserName": "tanaka"}
    records.windows(at("8:30"), "PC-A.town.local", 4624, **logon)
    run = {"NewProcessName": r"C:\Users\t\Downloads\AnyDesk.exe", "SubjectUserName": "tanaka"}
    records.windows(at("16:02:55"), "PC-A.town.local", 4688, **run)
    wiped = {"provider": "Microsoft-Windows-Eventlog", "channel": "Security"}
    records.windows(at("16:42"), "PC-A.town.local", 1102, SubjectUserName="tanaka", **wiped)
    records.paper(
        "メモ.txt", "聞き取りメモ", "日時: 平成28年6月3日", "午後3時ごろ警告が出て電話をした。"
    )
    return records


def case(records: Records, purpose: Purpose | None = None) -> Case:
    finding = FindingFact(
        "r1", "t", "high", at("16:42"), "PC-A", Reference("windows.log", 1, "line")
    )
    entries = records.entries(entry("x.bin", "not_read"))
    given = Given(at("23:00"), MADE_BY, entries, findings=(finding,), purpose=purpose)
    return build(records.connection(), given)


def test_the_window_and_who_sat_there(afternoon: Records) -> None:
    window = case(afternoon).window
    assert window is not None
    assert (window.start, window.end) == (at("16:03"), at("16:41"))
    assert (window.host, window.user, window.address, window.tool) == (
        "PC-A", "tanaka", IP, "AnyDesk"
    )  # fmt: skip
    assert window.start_uncertainty_s <= 2


def test_the_chain_leads_to_the_session_and_beyond(afternoon: Records) -> None:
    steps = [step.what.removeprefix("cause.") for step in case(afternoon).cause]
    assert steps == [
        "page", "redirect", "redirect", "fake_page", "silence", "download", "run", "session",
        "erase",
    ]  # fmt: skip


def test_what_tls_hides_is_not_told(afternoon: Records) -> None:
    hidden = "news.example.org"
    afternoon.tunnel(at("15:45"), at("15:46"), IP, hidden)
    (step,) = [one for one in case(afternoon).cause if one.values.get("site") == hidden]
    assert (step.what, step.values["uri"]) == ("cause.page_tls", "-")


def test_who_else_met_the_page(afternoon: Records) -> None:
    (contact,) = case(afternoon).spread
    assert (contact.what, contact.host, contact.first) == ("spread.page", "PC-B", at("11:00"))


def test_the_volume_is_what_was_sent(afternoon: Records) -> None:
    assert case(afternoon).volume.sent_bytes == 5000


def test_a_volume_nobody_recorded_is_unknown_not_zero(afternoon: Records) -> None:
    afternoon.tunnel(at("16:41:10"), at("16:44"), IP, RELAY, **{"sc-bytes": 77})
    volume = case(afternoon).volume
    assert (volume.sent_bytes, volume.reason.code) == (None, "volume.cannot_be_known")


def test_browsing_is_looked_at_only_for_a_purpose(afternoon: Records) -> None:
    assert case(afternoon).web_use == ()
    looked = case(afternoon, Purpose("服務調査", "総務課長"))
    assert looked.web_use_purpose == {"purpose": "服務調査", "approved_by": "総務課長"}
    (games,) = [one for one in looked.web_use if one.category == "Games"]
    assert (games.host, games.user, games.period, games.visits) == ("PC-A", "tanaka", "work", 1)
    assert {one.host for one in looked.web_use} == {"PC-A"}


def test_unfit_browsing_is_told_apart_by_work_and_break(afternoon: Records, tmp_path: Path) -> None:
    """The town's categories and hours decide, not the proxy's; breaks are not off duty."""
    path = tmp_path / "rulebook.yaml"
    path.write_text(
        "version: 1\nhours:\n  start: 8:30\n  end: 17:15\n"
        "  breaks: [{start: '12:00', end: '13:00'}]\n"
        "web:\n  categories:\n    - name: 娯楽\n      judgement: 不適切\n"
        "      domains: [games.example.com]\n",
        encoding="utf-8",
        newline="\n",
    )
    for time in ("12:10", "12:20", "18:00"):
        afternoon.page(at(time), IP, "http://www.games.example.com/b.html")
    given = Given(at("23:00"), MADE_BY, rulebook=load(path), purpose=Purpose("服務調査", "課長"))
    uses = [one for one in build(afternoon.connection(), given).web_use if one.unfit]
    assert {(one.period, one.category, one.visits) for one in uses} == {
        ("work", "娯楽", 1), ("break", "娯楽", 2), ("off", "娯楽", 1)
    }  # fmt: skip
    assert all(one.evidence and one.user == "tanaka" for one in uses)


def test_the_form_is_the_schema(afternoon: Records) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    content = to_json(case(afternoon, Purpose("a", "b")))
    jsonschema.validate(content, schema(), jsonschema.Draft202012Validator)
    assert content["window"]["start"] == "2016-06-03T16:03:00+09:00"
    assert content["sessions"][0]["decided_by"] is None
    assert content["unread"] == [
        {"path": "x.bin", "pieces": None, "first_position": None, "unit": None,
         "reason": {"code": "unread.unknown_format", "values": {}, "evidence": [],
                    "text_ja": "形式を特定できず、読まなかった",
                    "text_en": "The format could not be determined; not read"}}
    ]  # fmt: skip


def test_without_anything_there_is_a_reason(records: Records) -> None:
    content = to_json(build(records.connection(), Given(at("23:00"), MADE_BY)))
    jsonschema.validate(content, schema(), jsonschema.Draft202012Validator)
    assert (content["window"], content["window_reason"]["code"]) == (None, "window.none_session")


def test_the_same_evidence_gives_the_same_bytes(afternoon: Records) -> None:
    written = {to_bytes(case(afternoon)) for _ in range(2)}
    assert len(written) == 1
    option = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    assert written == {orjson.dumps(to_json(case(afternoon)), option=option)}


def test_a_moment_without_a_zone_is_refused(records: Records) -> None:
    with pytest.raises(ValueError, match="zone"):
        build(records.connection(), Given(datetime(2016, 6, 3), MADE_BY))  # noqa: DTZ001


_CODE = re.compile(
    r'"((?:clock|session|window|volume|cause|exposure|gap|statement|assumed|unread)'
    r'(?:\.[a-z_]+)+)"(?! AS)'
)


def test_every_code_of_the_case_has_its_words() -> None:
    folder = Path(sekisho.case.__file__).parent
    used = {
        code
        for file in folder.glob("*.py")
        for code in _CODE.findall(file.read_text(encoding="utf-8"))
    }
    used -= {"session.id", "session.state"}  # columns of a firewall
    used |= {f"statement.{how}.{what}" for how in ("agrees", "correct")
             for what in ("start", "end", "duration", "tool")}  # fmt: skip
    used |= {f"exposure.{act}_{where}" for act in ("opened", "transferred")
             for where in ("pc", "server")}  # fmt: skip
    used |= {f"exposure.mailbox_{known}" for known in ("opened", "not_opened", "unknown")}
    used |= {f"cause.{what}" for what in ("run", "install", "rule", "remove", "erase")}
    used |= {f"spread.{what}" for what in ("page", "address", "hash", "mail", "opened", "detected")}
    assert len(used) > 50
    for language in LANGUAGES:
        assert used - codes(language).keys() == set()


def test_leaving_is_never_denied() -> None:
    said = [text for code, text in codes("ja").items() if code.startswith(("exposure.", "volume."))]
    assert said
    assert not any("流出はない" in text or "流出していない" in text for text in said)


def test_steps_name_the_computer_as_people_do(afternoon: Records) -> None:
    assert {step.host for step in case(afternoon).cause} == {"PC-A"}


def test_a_second_use_does_not_tell_the_way_to_the_first_again(afternoon: Records) -> None:
    afternoon.page(at("17:00"), IP, "http://news.example.jp/")
    afternoon.tunnel(at("17:05"), at("17:20"), IP, RELAY)
    steps = [step.what for step in case(afternoon).cause]
    assert steps.count("cause.session") == 2
    assert steps.count("cause.fake_page") == 1
    assert "cause.page_unknown" not in steps
    assert len({(step.time, step.what, step.evidence) for step in case(afternoon).cause}) == len(
        steps
    )


def test_a_program_from_a_host_of_the_tool_is_a_download(records: Records) -> None:
    records.lease(at("8:20"), IP, "PC-A")
    records.page(at("15:50"), IP, "http://a1.z11.web.core.windows.net/x.html?p=0101-844-555-0100")
    records.page(at("16:01"), IP, "http://dl.supremocontrol.com/Supremo.exe")
    records.tunnel(at("16:03"), at("16:41"), IP, "relay3.supremocontrol.com")
    made = case(records)
    steps = {step.what: step for step in made.cause}
    assert steps["cause.download"].values["site"] == "dl.supremocontrol.com"
    assert steps["cause.fake_page"].values["phone"] == "0101-844-555-0100"
    assert "session.sign.fetched" in [reason.code for reason in made.sessions[0].reasons]


def test_a_download_of_the_history_names_its_site(records: Records) -> None:
    records.lease(at("8:20"), IP, "PC-A")
    records.page(at("15:50"), IP, "http://a1.z11.web.core.windows.net/x.html?p=050-0000-1234")
    columns = {
        "host.name": "PC-A", "cs-host": "download.anydesk.com", "event.action": "download",
        "c-uri": "https://download.anydesk.com/AnyDesk.exe",
    }  # fmt: skip
    records.add("browser", at("16:01"), **columns)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    found = [one for one in case(records).cause if one.what == "cause.download"]
    assert [one.values["site"] for one in found] == ["download.anydesk.com"]


def test_an_unnamed_computer_is_not_its_own_spread(records: Records) -> None:
    fake = "http://a1.z11.web.core.windows.net/x.html?p=050-0000-1234"
    records.page(at("15:50"), IP, fake)
    records.page(at("15:51"), "10.0.0.99", fake)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    assert [one.address for one in case(records).spread] == ["10.0.0.99"]


def test_what_was_sent_after_an_unknown_end_is_unknown(records: Records) -> None:
    records.lease(at("8:20"), IP, "PC-A")
    records.page(at("15:50"), IP, "http://a1.z11.web.core.windows.net/x.html?p=050-0000-1234")
    for state, time in (("interim", "16:05"), ("interim", "16:07"), ("close", "16:09")):
        columns = {
            "event.start": at("16:03"), "source.ip": IP, "event.action": "allowed",
            "destination.ip": "203.0.113.9", "session.id": "7", "session.state": state,
            "network.application": "AnyDesk", "source.bytes": 5000,
        }  # fmt: skip
        records.add("firewall", at(time), **columns)
        volume = case(records).volume
        sent, code = (5000, "volume.sent") if state == "close" else (None, "volume.partly_unknown")
        assert (volume.sent_bytes, volume.reason.code) == (sent, code)
