"""Mail that leaves: personal information is counted and held, ordinary papers go."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import Judgement
from sekisho.gates.stages import Stages
from tests.gates.mail import OWN, docm, locked, mail, rulebook

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


def test_in_the_text_it_cannot_be_encrypted(tmp_path: Path) -> None:
    body = "佐藤 一郎 岐阜県関市若草通3丁目1番地 0575-22-1234 の件"
    data = mail(body=body, sender=f"seki-j@{OWN}")
    found = judged(data, tmp_path, personal_outgoing="暗号化")
    assert (codes(found), found.verdict) == ({"mail.personal_text"}, "hold")
    assert judged(data, tmp_path, personal_outgoing="可").verdict == "accept"


def test_a_signature_of_the_office_is_nobodys_secret(tmp_path: Path) -> None:
    body = "送ります。\n-- \n関市役所 総務課 関 次郎\n岐阜県関市若草通3丁目1番地\n電話 0575-22-3131"
    assert codes(judged(mail(body=body, sender=f"seki-j@{OWN}"), tmp_path)) == set()


def test_an_individual_number_is_held_whatever_the_rest_says(tmp_path: Path) -> None:
    sheet = "氏名,個人番号\n佐藤 一郎,123456789018\n".encode()
    data = mail(("番号.csv", sheet), sender=f"seki-j@{OWN}")
    for setting in ("暗号化", "可"):
        found = judged(data, tmp_path, personal_outgoing=setting)
        assert "mail.my_number_outgoing" in codes(found)
        assert found.verdict == "hold"


RULES = [
    {"name": "契約", "words": ["契約 書", "部外秘"]},
    {"name": "設計", "addressees": ["sekkei.example", "one@other.example"]},
    {"name": "両方", "words": ["図面"], "addressees": ["firm.example"]},
]


@pytest.mark.parametrize(
    ("to", "files", "body", "names"),
    [
        ("x@firm.example", ["契約書.txt"], "", {"契約"}),
        ("x@firm.example", ["a.txt"], "部外秘の資料", {"契約"}),
        ("x@firm.example", ["a.txt"], "普通の資料", set()),
        ("x@sub.sekkei.example", ["a.txt"], "", {"設計"}),
        ("one@other.example", ["a.txt"], "", {"設計"}),
        ("two@other.example", ["a.txt"], "", set()),
        ("x@firm.example", ["図面.txt"], "", {"両方"}),
        ("x@other.example", ["図面.txt"], "", set()),
        # without an attachment there is nothing to encrypt
        ("x@firm.example", [], "部外秘の資料", set()),
    ],
)
def test_rules_of_the_rulebook(
    to: str, files: list[str], body: str, names: set[str], tmp_path: Path
) -> None:
    data = mail(*((name, b"text") for name in files), body=body, sender=f"seki-j@{OWN}")
    envelope = Envelope("198.18.20.9", sender=f"seki-j@{OWN}", recipients=(to,))
    found = judged(data, tmp_path, envelope, encryption={"rules": RULES})
    assert {one.value for one in found.signs if one.code == "mail.must_encrypt"} == names
    assert found.verdict == ("encrypt" if names else "accept")


def test_words_inside_an_attachment(tmp_path: Path) -> None:
    data = mail(("a.txt", "これは部外秘である。".encode()), sender=f"seki-j@{OWN}")
    found = judged(data, tmp_path, encryption={"rules": RULES})
    assert codes(found) == {"mail.must_encrypt"}
    shut = mail(("部外秘.zip", locked("a", b"x", b"secret")), sender=f"seki-j@{OWN}")
    assert codes(judged(shut, tmp_path, encryption={"rules": RULES})) == set()


def test_what_could_run_and_must_be_encrypted_is_decided_by_a_person(tmp_path: Path) -> None:
    data = mail(("部外秘.docm", docm()), sender=f"seki-j@{OWN}")
    assert judged(data, tmp_path, encryption={"rules": RULES}).verdict == "hold"


@pytest.mark.parametrize(("count", "seen"), [(9, set()), (10, {"mail.many_recipients"})])
def test_strangers_who_see_each_other(count: int, seen: set[str], tmp_path: Path) -> None:
    to = ", ".join(f"p{number}@firm.example" for number in range(count))
    data = mail(sender=f"seki-j@{OWN}", Cc=f"{to}, maki-h@{OWN}")
    assert codes(judged(data, tmp_path)) == seen
