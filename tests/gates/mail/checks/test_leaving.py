"""Mail that leaves: personal information is counted and held, ordinary papers go."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import Judgement
from sekisho.gates.stages import Stages
from tests.gates.mail import OWN, locked, mail, rulebook

LIST = "氏名,住所,電話番号\n" + "".join(
    f"{name},岐阜県関市若草通{number}丁目{number}番地,0575-22-{number:04d}\n"
    for number, name in enumerate(("佐藤 一郎", "鈴木 花子", "高橋 健太"), start=1)
)
INSIDE = Envelope("198.18.20.9", sender=f"seki-j@{OWN}", recipients=("x@firm.example",))


def judged(data: bytes, folder: Path, envelope: Envelope = INSIDE, **rules: object) -> Judgement:
    return Judge(rulebook(folder, **rules), Stages("enforce")).of(data, envelope)[0]


def codes(found: Judgement) -> set[str]:
    return {one.code for one in found.signs}


SENT = mail(("名簿.csv", LIST.encode("cp932")), sender=f"seki-j@{OWN}")


@pytest.mark.parametrize(
    ("setting", "verdict"), [("保留", "hold"), ("暗号化", "encrypt"), ("可", "accept")]
)
def test_a_list_of_residents(setting: str, verdict: str, tmp_path: Path) -> None:
    found = judged(SENT, tmp_path, personal_outgoing=setting)
    (sign,) = found.signs
    assert (sign.code, sign.place) == ("mail.personal_outgoing", "名簿.csv")
    assert sign.value.startswith("3 / ")
    assert "佐藤" not in sign.value
    assert found.verdict == verdict


@pytest.mark.parametrize(
    "envelope",
    [
        Envelope("198.18.20.9", sender=f"seki-j@{OWN}", recipients=(f"maki-h@{OWN}",)),
        Envelope("203.0.113.5", sender="a@firm.example", recipients=(f"maki-h@{OWN}",)),
    ],
)
def test_what_does_not_leave_is_not_counted(envelope: Envelope, tmp_path: Path) -> None:
    assert "mail.personal_outgoing" not in codes(judged(SENT, tmp_path, envelope))


def test_ordinary_and_encrypted_papers_go(tmp_path: Path) -> None:
    for name, content in (
        ("議事.txt", "本日の会議は午後1時から行う。".encode()),
        ("名簿.zip", locked("名簿.csv", LIST.encode(), b"secret-key")),
    ):
        found = judged(mail((name, content), sender=f"seki-j@{OWN}"), tmp_path)
        assert codes(found) == set(), name


@pytest.mark.parametrize(("count", "seen"), [(9, set()), (10, {"mail.many_recipients"})])
def test_strangers_who_see_each_other(count: int, seen: set[str], tmp_path: Path) -> None:
    to = ", ".join(f"p{number}@firm.example" for number in range(count))
    data = mail(sender=f"seki-j@{OWN}", Cc=f"{to}, maki-h@{OWN}")
    assert codes(judged(data, tmp_path)) == seen
