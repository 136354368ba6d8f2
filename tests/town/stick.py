"""A PC of an exercise, laid out as the collector for Windows leaves it on the stick."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

HOST = "N16-GI001"
FOLDER = f"{HOST}_20160603-181500"
AT = "2016-06-03T09:15:00.1234567Z"
USER = r"C:\Users\shioya"


def record(kind: str, **fields: object) -> dict[str, object]:
    """A line as ConvertTo-Record writes it; ``__`` stands for a dot."""
    named = {name.replace("__", "."): value for name, value in fields.items()}
    return {"sekisho": kind, "@timestamp": AT, "host.name": HOST, **named}


def line(one: dict[str, object]) -> str:
    return json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def lay_out(evidence: Path) -> Path:
    """Moves ``pc/HOST`` of an exercise to ``collected/FOLDER`` with everything the collector
    writes beside the copies. Gives the folder of the collection."""
    root = evidence / "collected" / FOLDER
    source = evidence / "pc" / HOST
    manifest = [record("begin", collection__version="0.1.0", admin="true", os="Windows 10")]
    lists = {
        "volatile/processes.jsonl": [
            record("process", process__pid=4711, process__name="AnyDesk.exe",
                   process__executable=USER + r"\Downloads\AnyDesk.exe",
                   event__start="2016-06-03T07:02:50Z", user__name="TOWN\\shioya"),
        ],
        "volatile/connections.jsonl": [
            record("connection", network__transport="tcp", session__state="Established",
                   source__ip="198.18.20.21", source__port=50123,
                   destination__ip="203.0.113.77", destination__port=443,
                   process__name="AnyDesk", process__executable=USER + r"\Downloads\AnyDesk.exe"),
        ],
        "volatile/addresses.jsonl": [
            record("lease", source__ip="198.18.20.21", source__mac="02:00:5E:00:53:77",
                   event__start="2016-06-02T23:20:00Z", event__end="2016-06-03T23:20:00Z"),
        ],
        "files/listing.jsonl": [
            record("file", file__path=USER + r"\Documents\集落\緊急連絡先一覧(控え).xlsx",
                   file__size=24576, file__created="2016-04-10T01:00:00Z",
                   file__mtime="2016-05-01T02:00:00Z", file__accessed="2016-06-03T07:20:00Z"),
            record("file", file__path=USER + r"\Documents\議会\議員名簿.docx", file__size=1),
            record("file", file__path=USER + r"\AppData\Local\x.dll", file__size=1),
        ],
    }  # fmt: skip
    for path in sorted(source.rglob("*")):
        if path.is_file():
            inside = path.relative_to(source).as_posix()
            target = root / "files" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
            original = inside.replace("C/", "C:/", 1).replace("/", "\\")
            manifest.append(_copy(root, f"files/{inside}", original, _step(inside)))
    shutil.rmtree(evidence / "pc")
    for name, records in lists.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("".join(map(line, records)), encoding="utf-8")
        manifest.append(_copy(root, name, "processes", "processes"))
    for name, command, text in (
        ("volatile/netstat.txt", "netstat.exe -ano", "  TCP 198.18.20.21:50123"),
        ("state/schtasks.csv", "schtasks.exe /query", "ホスト名,タスク名\nN16-GI001,\\更新\n"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="cp932")
        manifest.append(_copy(root, name, command, "connections"))
    for number in range(30):
        name = f"files/C/Windows/Prefetch/ANYDESK-{number:08X}.pf"
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"MAM\x04" + bytes([number]) * 40)
        original = name.removeprefix("files/").replace("C/", "C:/", 1).replace("/", "\\")
        manifest.append(_copy(root, name, original, "prefetch"))
    (root / "log.txt").write_text("2016-06-03 18:15:00 名簿\n", encoding="utf-8")
    manifest += [
        record("clock", clock_pc="2016-06-03T09:16:05.5Z", clock_told="18:16:00",
               clock_uncertainty_s="2", utc_offset_minutes=540),
        record("failure", collection__step="hives", file__path=USER + r"\NTUSER.DAT",
               event__reason="exit code 1"),
        record("step", collection__step="browsers", event__outcome="success"),
        record("end", files="15", failures="1"),
    ]  # fmt: skip
    text = "".join(map(line, manifest))
    (root / "collection.jsonl").write_text(text, encoding="utf-8")
    return root


def _step(inside: str) -> str:
    return "documents" if "/Documents/" in inside else "browsers"


def _copy(root: Path, name: str, original: str, step: str) -> dict[str, object]:
    data = (root / name).read_bytes()
    return record(
        "copy", collection__step=step, collection__path=name, file__path=original,
        file__size=len(data), file__hash__sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
