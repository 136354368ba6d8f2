"""Whatever lies in the folder: the rest is read, nothing is raised, and the place is named."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sekisho.cli.main import main

from .conftest import LINE, Run

Events = Callable[..., Run]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
MIB = 1024 * 1024


# -- what stands where the evidence should be -------------------------------------------------


def test_an_empty_folder_is_done(evidence: Path, events: Events) -> None:
    (evidence / "good.log").unlink()
    assert events() == Run(0, 0, {}, events().err)


@pytest.mark.parametrize(
    ("name", "code"),
    [("none", "cli.no_such_folder"), ("file", "cli.not_a_folder"), ("n" * 300, "cli.io")],
)
def test_what_is_no_folder_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    (tmp_path / "file").touch()
    ended = main(["events", str(tmp_path / name), "--out", str(tmp_path / "out.jsonl")])
    told = capsys.readouterr().err
    assert ended == (1 if code == "cli.io" else 2)
    assert f"[{code}]" in told
    assert name in told


@pytest.mark.parametrize("command", ["events", "detect", "av", "investigate"])
def test_nothing_is_written_into_the_evidence(
    evidence: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    out = "--case" if command == "investigate" else "--out"
    assert main([command, str(evidence), out, str(evidence / "out.jsonl")]) == 2
    assert "[cli.case_in_evidence]" in capsys.readouterr().err
    assert [path.name for path in evidence.iterdir()] == ["good.log"]


# -- things that are no ordinary files --------------------------------------------------------


@POSIX
def test_odd_things_in_the_folder_are_named(evidence: Path, events: Events) -> None:
    os.mkfifo(evidence / "pipe.log")
    (evidence / "dangling.log").symlink_to(evidence / "nowhere")
    (evidence / "loop").symlink_to(evidence)
    (evidence / "self").symlink_to(evidence / "self")
    if os.geteuid() == 0:
        os.mknod(evidence / "device", 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero
    run = events()
    assert (run.code, run.events) == (3, 1)
    expected = {
        "dangling.log": "not_read.link", "loop": "not_read.link", "self": "not_read.link",
        "pipe.log": "not_read.not_a_file",
    }  # fmt: skip
    if os.geteuid() == 0:
        expected["device"] = "not_read.not_a_file"
    assert run.unread == expected


@pytest.fixture
def abyss(evidence: Path) -> Iterator[Callable[[str, int], int]]:
    """Folders within folders; pytest itself could not remove them again."""
    opened: list[int] = []

    def dig(name: str, depth: int) -> int:
        here = os.open(evidence, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir(name, dir_fd=here)
            deeper = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        opened.append(here)
        return here

    yield dig
    for descriptor in opened:
        os.close(descriptor)
    subprocess.run(["rm", "-rf", str(evidence)], check=True)


@POSIX
def test_a_folder_deeper_than_any_recursion(
    events: Events, abyss: Callable[[str, int], int]
) -> None:
    bottom = abyss("d", 1500)
    descriptor = os.open("deep.log", os.O_WRONLY | os.O_CREAT, dir_fd=bottom)
    os.write(descriptor, LINE.replace("tanaka", "deep").encode())
    os.close(descriptor)
    run = events()
    assert (run.code, run.events) == (0, 2)


@POSIX
def test_a_path_longer_than_the_system_takes(
    events: Events, abyss: Callable[[str, int], int]
) -> None:
    abyss("d" * 200, 30)
    run = events()
    assert (run.code, run.events) == (3, 1)
    assert set(run.unread.values()) == {"not_read.cannot_open"}


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        "名簿.log".encode("cp932"), b"\xff\xfe.log", "か\u3099.log".encode(), b"two\nlines.log",
        b"\x1b[31mred.log", b"CON", b"nul.log:stream", b"trailing. ", "\u202egol.log".encode(),
    ],
)  # fmt: skip
def test_names_of_strangers(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: bytes
) -> None:
    path = os.path.join(os.fsencode(evidence), name)  # noqa: PTH118  (bytes)
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(LINE.replace("tanaka", "odd").encode() * 3 + b"half a li")
    out = tmp_path / "out.jsonl"
    words = ["events", str(evidence), "--out", str(out), "--workers", "0", "--lang", "en"]
    assert main(words) == 3
    captured = capsys.readouterr()
    told = [line for line in captured.out.splitlines() if line.startswith("  ")]
    assert len(told) == 1
    assert "\x1b" not in captured.out
    assert "\u202e" not in captured.out
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["user.name"] for row in rows if row["evidence"] != "good.log"] == ["odd"] * 3


@POSIX
def test_a_database_with_a_name_no_library_opens(
    evidence: Path, events: Events, data: Path
) -> None:
    for number, fixture in enumerate(["evtx/good.evtx", "chrome_history/good_History"]):
        content = (data / "sources" / fixture).read_bytes()
        path = os.fsencode(evidence) + b"/\x8f\xc1\xff" + str(number).encode()
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(content)
    run = events()
    assert run.unread == {}
    assert run.events > 3


# -- lines ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_five_gigabytes_without_a_line_end(evidence: Path, events: Events) -> None:
    """Holes of a sparse file: nothing but NUL after the first line, and nothing at all."""
    for name, head in (("hole.log", (LINE + "1464937391.8").encode()), ("nul.bin", b"")):
        with (evidence / name).open("wb") as file:
            file.write(head)
            file.truncate(5 * 1024 * MIB)
    run = events()
    assert run.code == 3
    assert run.events == 2
    assert run.unread == {"hole.log": "not_read.pieces", "nul.bin": "not_read.unknown_format"}


@pytest.mark.parametrize("beginning", ["", "# Sekisho\n", '{"a": "', "<Event>", "From a@b.jp x\n"])
def test_one_endless_printable_line(evidence: Path, events: Events, beginning: str) -> None:
    with (evidence / "x.log").open("wb") as file:
        file.write(beginning.encode())
        for _ in range(40):
            file.write(b"x" * MIB)
    run = events()
    assert run.code in (0, 3)
    assert run.events >= 1


@pytest.mark.parametrize(
    "name",
    [
        "squid/good.log", "syslog/syslog/good.log", "elff/good.log", "ifilter/good.log",
        "winlogbeat/good.ndjson", "windows_dhcp/good.log", "exchange_tracking/good.log",
    ],
)  # fmt: skip
def test_half_a_line_and_rubbish_at_the_end(
    evidence: Path, events: Events, data: Path, name: str
) -> None:
    path = data / "sources" / name
    if not path.exists():
        pytest.skip(f"no {name}")
    content = path.read_bytes()
    if not content.startswith(b"#"):
        content *= 5  # so that one line of rubbish is no large part of it
    (evidence / "a.log").write_bytes(content)
    whole = events().events
    lines = content.rstrip(b"\r\n").splitlines(keepends=True)
    cut = b"".join(lines[:-1]) + lines[-1][: len(lines[-1]) // 3]
    (evidence / "a.log").write_bytes(cut + b"\n" + bytes(range(14, 256)) * 20)
    run = events()
    assert run.unread.get("a.log") == "not_read.pieces"
    assert whole - 1 <= run.events <= whole


def test_rubbish_that_begins_like_something(evidence: Path, events: Events) -> None:
    heads = {
        "evtx": b"ElfFile\0", "pdf": b"%PDF-1.7\n", "zip": b"PK\x03\x04", "gz": b"\x1f\x8b\x08",
        "xls": bytes.fromhex("d0cf11e0a1b11ae1"), "sqlite": b"SQLite format 3\0",
        "xml": b"<?xml version='1.0'?><Events>", "json": b'{"@timestamp":"2016', "bz2": b"BZh9",
        "xz": b"\xfd7zXZ\0", "mail": b"From: a@example.jp\nSubject: x\n\n", "png": b"\x89PNG\r\n",
        "elff": b"#Fields: date time c-ip\n", "wal": bytes.fromhex("377f0682"),
    }  # fmt: skip
    rubbish = bytes((7 * number * number + number // 3) % 256 for number in range(40_000))
    for name, head in heads.items():
        (evidence / name).write_bytes(head + rubbish)
    run = events()
    assert run.code == 3
    assert run.events >= 1
    assert {"evtx", "zip!/…", "gz", "sqlite"} & run.unread.keys()


def test_a_truncated_event_log_gives_what_is_whole(
    evidence: Path, events: Events, data: Path
) -> None:
    content = (data / "sources" / "evtx" / "good.evtx").read_bytes()
    (evidence / "a.evtx").write_bytes(content)
    whole = events().events
    for part in range(1, 12):
        (evidence / "a.evtx").write_bytes(content[: len(content) * part // 12])
        run = events()
        assert run.code in (0, 3)
        assert 1 <= run.events <= whole


def test_truncated_real_event_logs(evidence: Path, events: Events, shared: Path) -> None:
    archive = shared / "data" / "evtx-attack" / "evtx-attack-open.zip"
    with zipfile.ZipFile(archive) as file:
        names = sorted(info.filename for info in file.infolist() if info.file_size > 60_000)[:4]
        for name in names:
            content = file.read(name)
            for part in (1, 2, 5, 7):
                kept = content[: len(content) * part // 8 + 17]
                (evidence / f"{Path(name).stem[:40]}-{part}.evtx").write_bytes(kept)
    run = events()
    assert run.code == 3
    assert run.events > 10
    assert set(run.unread.values()) == {"not_read.pieces"}


# -- text formats gone wild -------------------------------------------------------------------


def test_a_million_columns(evidence: Path, events: Events) -> None:
    wide = ",".join(f"c{number}" for number in range(1_000_000))
    (evidence / "wide.csv").write_text(f"{wide}\n{wide}\n{wide}\n", encoding="utf-8")
    (evidence / "wide.log").write_text(
        "#Software: x\n#Fields: date time c-ip " + wide.replace(",", " ") + "\n2016-06-03 1 2\n",
        encoding="utf-8",
    )
    run = events()
    assert run.code in (0, 3)
    assert run.events >= 1


def test_json_deep_and_long(evidence: Path, events: Events, data: Path) -> None:
    good = (data / "sources" / "winlogbeat" / "good.ndjson").read_bytes()
    count = events().events
    (evidence / "a.ndjson").write_bytes(good)
    whole = events().events - count
    deep = b'{"winlog":' * 50_000 + b"1" + b"}" * 50_000
    long = b'{"@timestamp":"2016-06-03T00:00:00Z","message":"' + b"x" * 50 * MIB + b'"}'
    (evidence / "a.ndjson").write_bytes(good.rstrip() + b"\n" + deep + b"\n" + long + b"\n")
    run = events()
    assert run.events - count >= whole
    assert run.unread["a.ndjson"] == "not_read.pieces"


def test_a_billion_laughs(evidence: Path, events: Events) -> None:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    event = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    (evidence / "laughs.xml").write_text(
        f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><Events>{event}"
        "<Provider Name='&m;'/><EventID>1</EventID></System></Event></Events>",
        encoding="utf-8",
    )
    (evidence / "outside.xml").write_text(
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Events>"
        f"{event}<Provider Name='p'/><EventID>1</EventID><Computer>&e;</Computer></System></Event>"
        "</Events>",
        encoding="utf-8",
    )
    run = events()
    assert run.code in (0, 3)
    assert run.events <= 3


# -- databases and documents ------------------------------------------------------------------


def _hostile_history(path: Path, schema: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    connection.commit()
    connection.close()


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "


@pytest.mark.parametrize(
    "schema",
    [
        (
            f"CREATE VIEW urls AS {ENDLESS} SELECT x AS id, 'http://a' AS url, 't' AS title,"
            " 1 AS visit_count, 0 AS typed_count, 1 AS last_visit_time, 0 AS hidden FROM n;"
            f"CREATE VIEW visits AS {ENDLESS} SELECT x AS id, x AS url, 1 AS visit_time,"
            " 0 AS from_visit, 0 AS transition, 0 AS visit_duration FROM n;"
        ),
        (
            "CREATE TABLE urls(id, url, title, visit_count, typed_count, last_visit_time, hidden);"
            "CREATE TABLE visits(id, url, visit_time, from_visit, transition, visit_duration);"
            "INSERT INTO urls VALUES('x', randomblob(9), NULL, 'no', 1e300, 'never', -1);"
            "INSERT INTO visits VALUES(NULL, 'x', 9e99, 'a', 'b', 'c');"
        ),
        "CREATE TABLE urls(id); CREATE TABLE visits(id);",
        "CREATE TABLE moz_places(id); CREATE TABLE moz_historyvisits(id);",
    ],
    ids=["endless_views", "wrong_types", "columns_missing", "firefox_columns_missing"],
)
def test_a_hostile_history(evidence: Path, events: Events, schema: str) -> None:
    _hostile_history(evidence / "History", schema)
    run = events()
    assert run.code in (0, 3)
    assert run.events <= 2


def test_a_database_that_is_a_folder(evidence: Path, events: Events, data: Path) -> None:
    (evidence / "History").mkdir()
    history = data / "sources" / "chrome_history" / "good_History"
    (evidence / "Default").write_bytes(history.read_bytes())
    (evidence / "Default-wal").mkdir()
    (evidence / "Default-journal").mkdir()
    run = events()
    assert run.code in (0, 3)
    assert run.events > 1


def test_documents_that_explode_or_point_outside(evidence: Path, events: Events) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="{}" TargetMode="{}"/></Relationships>'
    )
    bodies = {
        "huge.docx": ("word/document.xml", "Internal", b"<w:document>" + b" " * (300 * MIB)),
        "outside.docx": ("file:///etc/passwd", "External", b"<w:document/>"),
        "up.docx": ("../../../../etc/passwd", "Internal", b"<w:document/>"),
    }
    for name, (target, mode, body) in bodies.items():
        with zipfile.ZipFile(evidence / name, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("[Content_Types].xml", types)
            file.writestr("_rels/.rels", relation.format(target, mode))
            file.writestr("word/document.xml", body)
    run = events()
    assert run.code == 3
    assert run.events == 1
    assert set(run.unread) == set(bodies)


# -- the folder changes under our hands -------------------------------------------------------


def test_a_file_that_vanishes(
    evidence: Path, events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evidence / "gone.log").write_text(LINE.replace("tanaka", "sato"), encoding="utf-8")
    from sekisho.intake import recognise

    real = recognise.sample_of

    def gone(found):
        if found.name == "gone.log":
            found.path.unlink(missing_ok=True)
        return real(found)

    monkeypatch.setattr(recognise, "sample_of", gone)
    run = events()
    assert (run.code, run.events) == (3, 1)
    assert run.unread == {"gone.log": "not_read.cannot_open"}


def test_a_file_that_grows_while_it_is_read(
    evidence: Path, events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sekisho.intake import road

    real = road.seal

    def grows(task):
        tally = real(task)
        with (evidence / "good.log").open("a", encoding="utf-8") as file:
            file.write(LINE)
        return tally

    monkeypatch.setattr(road, "seal", grows)
    run = events()
    assert (run.code, run.events) == (3, 1)
    assert run.unread == {"good.log": "not_read.changed"}


@POSIX
def test_evidence_that_may_only_be_read(evidence: Path, events: Events, data: Path) -> None:
    history = data / "sources" / "chrome_history" / "good_History"
    (evidence / "History").write_bytes(history.read_bytes())
    (evidence / "History").chmod(0o444)
    evidence.chmod(0o555)
    try:
        run = events()
        assert run.code == 0
        assert sorted(path.name for path in evidence.iterdir()) == ["History", "good.log"]
    finally:
        evidence.chmod(0o755)


# -- what the command is told -----------------------------------------------------------------


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00+14:00", "9999-99-99", "1e300"])
def test_moments_that_are_none(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    words = ["events", str(evidence), "--out", str(tmp_path / "x.jsonl"), "--now", moment]
    assert main(words) == 2
    assert "[cli.bad_time]" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="needs a name that is no text")
def test_a_result_path_that_is_no_text(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")
    assert main(["events", str(evidence), "--out", out, "--json"]) == 2
    assert "[cli.bad_path]" in capsys.readouterr().err
