"""Split archives in mails: judged as the whole, held where a part is missing."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.left import left
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.split import behind_parts, siblings
from sekisho.gates.mail.unpacked import Inner
from sekisho.gates.stages import Stages
from tests.gates.mail import OWN, mail, program, rulebook, zipped
from tests.intake.locks.packers import Rar5
from tests.intake.locks.test_volumes import DATA
from tests.intake.test_joined import SEVEN_ZIP, info_zip, needs_seven, needs_zip
from tests.intake.test_locks import needs_library

WORD = "p@ss1"
RAR5 = Rar5(WORD, packed=True, hidden=True)


def codes(data: bytes, folder: Path) -> set[str]:
    judged, _ = Judge(rulebook(folder), Stages("enforce")).of(data, Envelope())
    return {one.code for one in judged.signs}


def places(data: bytes) -> dict[str, str]:
    """Where each file lies, and why it is closed."""
    return {one.where: one.closed for one in opened(data).files}


@needs_seven
def test_a_program_in_a_split_7z_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(program() + bytes(range(256)) * 20)
    made = [SEVEN_ZIP, "a", "-v1k", "-mx0", "a.7z", "a.exe"]
    subprocess.run(made, cwd=tmp_path, check=True, capture_output=True)
    parts = [(one.name, one.read_bytes()) for one in sorted(tmp_path.glob("a.7z.0*"))]
    assert len(parts) > 3
    data = mail(*reversed(parts))
    assert places(data)["a.7z.001/a.7z/a.exe"] == ""
    assert "mail.program" in codes(data, tmp_path)
    assert "mail.archive_part" not in codes(data, tmp_path)
    found = places(mail(*parts[:1], *parts[2:]))
    assert found["a.7z.001/a.7z.002"] == "part"
    assert found["a.7z.001/a.7z/?"] == "part"
    assert "mail.archive_part" in codes(mail(*parts[:1], *parts[2:]), tmp_path)
    assert codes(mail(parts[1]), tmp_path) == {"mail.archive_part"}


@needs_zip
def test_a_split_zip_is_judged_whole(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    *first, last = info_zip(tmp_path / "z")
    parts = [(f"a.z0{at}", one) for at, one in enumerate(first, 1)]
    found = places(mail(("a.zip", last), *parts))
    assert [where for where in found if where.startswith("a.zip/a.zip/")]
    assert set(found.values()) == {""}
    assert places(mail(("a.zip", last), *parts[1:]))["a.z02/a.z01"] == "part"


@needs_library
def test_volumes_behind_a_password_are_judged_whole() -> None:
    made = RAR5.volumes("表.exe", program() + DATA, 3)
    volumes = [(f"v.part{at}.rar", one) for at, one in enumerate(made, 1)]
    data = mail(*volumes, body=f"パスワード：{WORD}")
    assert places(data)["v.part1.rar/v.rar/表.exe"] == ""
    short = places(mail(*volumes[:2], body=f"パスワード：{WORD}"))
    assert "part" in short.values()


def test_parts_in_an_archive_are_put_together() -> None:
    inner = zipped(("b.exe", program()))
    cut = [(f"b.zip.00{at + 1}", inner[at * 100 : at * 100 + 100])
           for at in range(len(inner) // 100 + 1)]  # fmt: skip
    found = places(mail(("o.zip", zipped(*cut))))
    assert found["o.zip/b.zip.001/b.zip/b.exe"] == ""


def test_files_that_only_look_so_stay_as_they_are() -> None:
    given = [Inner("fw.log.001", 4, b"2026"), Inner("a.zip", 4, b"PK\x03\x04")]
    assert behind_parts(given) == {}
    assert behind_parts([]) == {}


def test_parts_of_what_is_encrypted_are_all_encrypted() -> None:
    names = ["a.7z.001", "A.7Z.002", "b.7z.001", "c.txt"]
    assert siblings(names, frozenset(("a.7z.001",))) == {"a.7z.001", "A.7Z.002"}
    assert siblings(names, frozenset(("c.txt",))) == {"c.txt"}


def test_personal_information_in_parts_leaves_in_none_of_them(tmp_path: Path) -> None:
    """Also where the first part alone would show whose it is."""
    roster = "氏名,住所,生年月日\n" + "".join(
        f"関 {name},岐阜県揖斐郡池田町六之井{at}番地,昭和50年1月{at}日\n"
        for at, name in enumerate(("一郎", "花子", "三郎"), 1)
    )
    inner = zipped(("名簿.csv", roster.encode()))
    parts = [(f"a.zip.00{at + 1}", inner[at * 150 : at * 150 + 150])
             for at in range(len(inner) // 150 + 1)]  # fmt: skip
    rules = rulebook(tmp_path, personal_outgoing="encrypt")
    sender = f"seki-j@{OWN}"
    envelope = Envelope(sender=sender, recipients=("a@else.example",), user="seki-j")
    data = mail(*parts, ("案内.txt", b"public"), sender=sender)
    judged, taken = Judge(rules, Stages("enforce")).of(data, envelope)
    assert "mail.personal_outgoing" in {one.code for one in judged.signs}
    gone = left(judged, taken, envelope, "4Ab", rules, min, datetime(2026, 4, 1, tzinfo=UTC))
    assert gone is not None
    assert {name for one in gone.mail.swaps for name in one.before} == {name for name, _ in parts}
