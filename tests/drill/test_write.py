"""Each writer's bytes, read by means that are not ours: stdlib, a browser's database, XML."""

from __future__ import annotations

import atexit
import email
import email.header
import io
import json
import mailbox
import re
import shutil
import sqlite3
import zipfile
from functools import cache
from itertools import cycle, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sekisho.drill import Options, write
from sekisho.drill.options import Dhcp, Proxy, Tool
from sekisho.drill.post import Attachment, Mail
from sekisho.drill.write import chrome, message, office

NAMESPACE = "{http://schemas.microsoft.com/win/2004/08/events/event}"


VARIANTS = [
    Options(seed=seed, days=2, tool=tool, proxy=proxy, dhcp=dhcp, windows=windows)
    for seed, (tool, proxy, dhcp, windows) in enumerate(
        zip(
            get_args(Tool),
            cycle(get_args(Proxy)),
            cycle(get_args(Dhcp)),
            cycle(("winlogbeat", "winlogbeat", "xml")),
            strict=False,
        ),
        start=1,
    )
]
"""Every value of every option in as few exercises as there are tools."""


@cache
def written(options: Options) -> tuple[Path, dict[str, Any]]:
    folder = TemporaryDirectory(prefix="drill-")
    atexit.register(folder.cleanup)
    done = write("ikeda", Path(folder.name) / "out", options)
    return done.evidence, json.loads(done.truth.read_text(encoding="utf-8"))


def ikeda(**wishes: Any) -> tuple[Path, dict[str, Any]]:
    """The first variant with these wishes, or one of its own."""
    for options in VARIANTS:
        if all(getattr(options, name) == value for name, value in wishes.items()):
            return written(options)
    return written(Options(days=2, **wishes))


_NATIVE = r"\d{10}\.\d{3} [ \d]{6,} \S+ TCP_\w+/\d{3} \d+ [A-Z]+ \S+ \S+ HIER_\w+/\S+ \S+"
LINES = {
    "squid": _NATIVE,
    "squid-extended": _NATIVE + r" \d+ \S+",
    "combined": r"\S+ - \S+ \[\d\d/\w{3}/\d{4}:[\d:]{8} \+0900\] "
    r'"[A-Z]+ \S+ HTTP/1.1" \d{3} \d+ "[^"]*" "[^"]*" TCP_\w+:HIER_\w+',
    "ifilter": r"\w{3} [ \d]\d [\d:]{8} 4872 1000/01/ - \S+ \S+ \S+ - \S+ \[\S+ \+0900\] "
    r"\d{3} 0 \d+ (allow|block) \d+ \d+ \S+ -1 0 1518 0 group01 - 0 - "
    r'"[A-Z]+ \S+ HTTP/1.1" \S+ \S+ \S+ [0-9A-F]{8}',
    "bluecoat": r"\d{4}-\d\d-\d\d [\d:]{8} \d+ \S+ \d{3} \S+ \d+ \d+ [A-Z]+ \S+ \S+ \d+ "
    r'\S+ \S+ \S+ \S+ \S+ \S+ "[^"]*" \S+ "[^"]*" \S+ \S+',
    "fortigate": r'date=\d{4}-\d\d-\d\d time=[\d:]{8}( \w+=("[^"]*"|[^" ]\S*))+',
}


@pytest.mark.parametrize("proxy", get_args(Proxy))
def test_every_line_of_the_proxy_has_the_form_of_its_program(proxy: str) -> None:
    evidence, _ = ikeda(proxy=proxy)
    log = next(
        path
        for path in [
            *(evidence / "proxy").glob("*.log"),
            *(evidence / "fortigate").glob("fortigate.log"),
        ]
    )
    lines = [
        line for line in log.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert len(lines) > 5000
    pattern = re.compile(LINES[proxy])
    assert [line for line in lines if not pattern.fullmatch(line)] == []


def test_i_filter_has_35_columns_and_elff_as_many_as_it_names() -> None:
    evidence, _ = ikeda(proxy="ifilter")
    for line in (evidence / "proxy/access.log").read_text().splitlines()[:500]:
        assert len(line.split()) == 35
    evidence, _ = ikeda(proxy="bluecoat")
    log = (evidence / "proxy/SG_main.log").read_text().splitlines()
    fields = next(line for line in log if line.startswith("#Fields: ")).split()[1:]
    body = next(line for line in log if not line.startswith("#"))
    assert len(re.findall(r'"[^"]*"|\S+', body)) == len(fields)


def test_interim_lines_grow_to_the_close_and_their_deltas_add_up() -> None:
    evidence, truth = ikeda(proxy="fortigate")
    sessions: dict[str, list[dict[str, str]]] = {}
    for line in (evidence / "fortigate/fortigate.log").read_text().splitlines():
        if 'appcat="Remote.Access"' in line and 'type="traffic"' in line:
            pairs = dict(re.findall(r'(\w+)=("[^"]*"|\S+)', line))
            sessions.setdefault(pairs["sessionid"], []).append(pairs)
    long = max(sessions.values(), key=len)
    assert [one["logid"] for one in long] == ['"0000000020"'] * (len(long) - 1) + ['"0000000013"']
    assert sum(int(one["sentdelta"]) for one in long[:-1]) == int(long[-2]["sentbyte"])
    assert all(int(a["sentbyte"]) <= int(b["sentbyte"]) for a, b in pairwise(long))
    window = truth["windows"][0]
    closes = [
        int(one["sentbyte"])
        for ones in sessions.values()
        for one in ones
        if one["logid"] == '"0000000013"'
        and one["srcip"] == window["address"]
        and one["date"] == "2016-06-03"
        and int(one["duration"]) > 60
    ]
    assert sum(closes) == truth["volume"]["sent_bytes"]


@pytest.mark.parametrize("dhcp", get_args(Dhcp))
def test_every_kind_of_lease_record_knows_the_clerks_mac(dhcp: str) -> None:
    evidence, truth = ikeda(dhcp=dhcp)
    folder = evidence / ("fortigate" if dhcp == "fortigate" else "dhcp")
    text = "".join(path.read_bytes().decode() for path in sorted(folder.iterdir()))
    assert truth["windows"][0]["address"] in text
    if dhcp == "windows":
        assert text.startswith("\t\tMicrosoft DHCP Service Activity Log\r\n")
        rows = [line for line in text.splitlines() if re.match(r"\d\d,\d\d/\d\d/\d\d,", line)]
        assert {len(row.split(",")) for row in rows} <= {18, 19}
        assert {row.split(",")[0] for row in rows} >= {"10", "11", "12", "15", "24"}
    if dhcp == "isc-leases":
        assert text.count("lease ") - 1 >= text.count("\n}\n") > 10
    if dhcp == "yamaha":
        assert re.search(
            r"\[DHCPD\] LAN1\(port1\) (Allocates|Extends) \S+: ([0-9a-f]{2}:){5}", text
        )


@pytest.mark.parametrize("tool", get_args(Tool))
def test_every_tool_has_its_course(tool: str) -> None:
    _, truth = ikeda(tool=tool)
    assert truth["windows"][0]["tool"] == tool
    kinds = [one["kind"] for one in truth["cause"]]
    assert ("download" in kinds) == (tool != "quickassist")
    assert kinds[-1] == "session"


@pytest.mark.parametrize("seed", [4, 5])
def test_winlogbeat_writes_one_object_a_line_in_both_majors(seed: int) -> None:
    evidence, _ = ikeda(seed=seed, windows="winlogbeat")
    kind = int if seed % 2 == 0 else str
    records: dict[tuple[str, str], list[int]] = {}
    for path in sorted((evidence / "winlogbeat").iterdir()):
        for line in path.read_bytes().splitlines():
            one = json.loads(line)
            assert type(one["event"]["code"]) is kind
            assert one["event"]["code"] == one["winlog"]["event_id"]
            key = (one["winlog"]["computer_name"], one["winlog"]["channel"])
            records.setdefault(key, []).append(one["winlog"]["record_id"])
    assert all(after == before + 1 for ones in records.values() for before, after in pairwise(ones))


@pytest.mark.parametrize("encoding", ["mixed", "utf-8", "cp932"])
def test_exports_are_events_in_each_encoding(encoding: str) -> None:
    evidence, _ = ikeda(windows="xml", xml_encoding=encoding)
    rooted = plain = 0
    for path in sorted((evidence / "windows").rglob("*.xml")):
        content = path.read_bytes()
        if content.startswith(b"<?xml"):
            rooted += 1
            events = list(etree.fromstring(content))
        else:
            plain += 1
            assert content.endswith(b"</Event>\r\n")
            codec = "cp932" if encoding == "cp932" or not _is_utf8(content) else "utf-8"
            events = list(etree.fromstring(f"<r>{content.decode(codec)}</r>"))
        numbers = [
            int(one.findtext(f"{NAMESPACE}System/{NAMESPACE}EventRecordID") or 0) for one in events
        ]
        assert events
        assert numbers == sorted(numbers)
    assert plain
    assert bool(rooted) == (encoding == "mixed")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_the_newest_visits_lie_in_the_log_that_is_not_merged(tmp_path: Path) -> None:
    evidence, _ = ikeda(seed=1)
    history = next(evidence.rglob("History"))
    shutil.copy(history, tmp_path / "alone")
    for name in ("History", "History-wal"):
        shutil.copy(history.with_name(name), tmp_path / name)
    with sqlite3.connect(tmp_path / "alone") as base:
        merged = base.execute("SELECT count(*) FROM visits").fetchone()[0]
        assert base.execute("SELECT count(*) FROM downloads").fetchone()[0] == 0
    with sqlite3.connect(tmp_path / "History") as base:
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        every = base.execute("SELECT count(*) FROM visits").fetchone()[0]
        urls = [row[0] for row in base.execute("SELECT url FROM urls ORDER BY id")]
        assert (
            base.execute("SELECT target_path FROM downloads").fetchone()[0].endswith("AnyDesk.exe")
        )
    assert 0 < merged < every
    assert any("web.core.windows.net" in url and "phone=050-" in url for url in urls)


def test_the_history_is_the_same_twice(tmp_path: Path) -> None:
    visits = [
        chrome.Visit(1_464_934_000_000 + n * 1000, f"http://a.example/{n}", "題") for n in range(9)
    ]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        chrome.write_history(tmp_path / name, visits, [], 5, salt=7)
    for name in ("History", "History-wal"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@given(st.text(alphabet="年休申請書の送付について髙﨑ABC0 ", min_size=1, max_size=40))
def test_encoded_words_give_the_subject_back(text: str) -> None:
    for charset in ("utf-8", "shift_jis"):
        words = message.encoded_word(text, charset)
        parts = email.header.decode_header(words.replace("\n", ""))
        back = "".join(
            part.decode("cp932" if label == "shift_jis" else "utf-8")
            if isinstance(part, bytes)
            else part
            for part, label in parts
        )
        assert back == text
        assert all(len(line) < 78 for line in words.splitlines())


@pytest.mark.parametrize("naming", ["rfc2231", "encoded-word"])
def test_an_attachment_keeps_its_name_and_bytes(naming: Any) -> None:
    mail = Mail(
        time=1_464_660_000_000,
        sender="a@example.com",
        sender_name="差出人",
        recipients=("b@example.jp",),
        subject="年休申請",
        body="本文\n",
        size=900,
        message_id="x@example.com",
        client="198.51.100.1",
        client_name="unknown",
        attachment=Attachment("年休申請_1.zip", b"PK\x05\x06" + bytes(18), naming=naming),
    )
    parsed = email.message_from_bytes(message.as_bytes(mail, "b@example.jp", "1A2B3C4D5", "mail"))
    part = parsed.get_payload()[1]
    name = part.get_filename()
    if naming == "encoded-word":
        name = "".join(
            text.decode(label or "ascii") if isinstance(text, bytes) else text
            for text, label in email.header.decode_header(name)
        )
    assert name == "年休申請_1.zip"
    assert part.get_payload(decode=True) == b"PK\x05\x06" + bytes(18)


def test_mailboxes_hold_the_mails_that_the_truth_counts(tmp_path: Path) -> None:
    done = write("takatsuki", tmp_path, Options(seed=2, days=2))
    truth = json.loads(done.truth.read_text(encoding="utf-8"))
    for box in truth["facts"]["mailboxes"]:
        mails = list(mailbox.mbox(done.evidence / box["path"]))
        assert len(mails) == box["mails"]
        zipped = [one for one in mails if one.is_multipart()]
        assert len(zipped) == box["bad"]
        for one in zipped:
            content = one.get_payload()[1].get_payload(decode=True)
            (tmp_path / "a.zip").write_bytes(content)
            with zipfile.ZipFile(tmp_path / "a.zip") as archive:
                assert archive.namelist()[0].endswith(".js")
    assert list((done.evidence / "exchange").iterdir())


def test_office_files_carry_no_trace_of_the_present() -> None:
    sheet = office.Sheet("一", [("氏名", "年齢"), ("山\u3000一", 3)])
    made = 1_464_660_000_000
    for build in (
        lambda: office.xlsx([sheet], made, "担当"),
        lambda: office.docx(["# 題", "文"], made, "担当", sheet.rows),
        lambda: office.pptx([("題", "文")], made, "担当"),
        lambda: office.xls(sheet, made),
        lambda: office.pdf(["一行"]),
    ):
        first = build()
        assert first is None or first == build()
        if first and first.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(first)) as package:
                assert {entry.date_time[0] for entry in package.infolist()} == {2016}
                assert b"2016-05-31T" in package.read("docProps/core.xml")
