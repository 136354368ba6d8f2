"""Mail that leaves for somebody it was hardly meant for, and the twins that go."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from tests.gates.mail import OWN, mail, rulebook

PARTNERS = [
    {"name": "関建設", "domains": ["seki-kensetsu.example"]},
    {"name": "美濃設計", "domains": ["mino-sekkei.example"]},
]


def seen(
    folder: Path, *to: str, body: str = "送ります。", shown: str = "", inside: bool = True
) -> dict[str, str]:
    sender = f"seki-j@{OWN}" if inside else "a@outside.example"
    made = mail(body=body, sender=sender)
    named = (shown or ", ".join(to)).encode()
    made = made.replace(f"To: seki-j@{OWN}".encode(), b"To: " + named)
    envelope = Envelope("198.18.20.9" if inside else "203.0.113.5", sender=sender, recipients=to)
    found, _ = Judge(rulebook(folder, partners=PARTNERS), Stages("enforce")).of(made, envelope)
    return {one.code: one.value for one in found.signs}


@pytest.mark.parametrize(
    ("to", "near"),
    [
        ("x@seki-kensetu.example", "seki-kensetsu.example"),
        ("x@sekikensetsu.example", "seki-kensetsu.example"),
        (f"x@{OWN.replace('seki', 'sekl')}", OWN),
        ("x@mino-sekkei.example.net", "mino-sekkei.example"),
    ],
)
def test_a_slip_in_the_domain(to: str, near: str, tmp_path: Path) -> None:
    assert seen(tmp_path, to) == {"mail.addressee_alike": f"{to} / {near}"}


@pytest.mark.parametrize(
    "to", ["x@seki-kensetsu.example", "x@sub.mino-sekkei.example", "x@firm.example",
           f"maki-h@{OWN}"],
)  # fmt: skip
def test_domains_that_are_meant(to: str, tmp_path: Path) -> None:
    assert seen(tmp_path, to) == {}


BODY = "株式会社関建設\n営業部　田中様\n\nお世話になっております。"


def test_the_partner_who_is_addressed_does_not_get_it(tmp_path: Path) -> None:
    found = seen(tmp_path, "x@mino-sekkei.example", body=BODY)
    assert found == {"mail.other_addressee": "関建設"}
    assert seen(tmp_path, "x@seki-kensetsu.example", "x@mino-sekkei.example", body=BODY) == {}
    late = "お世話になっております。" + "\n本文" * 10 + "\n関建設の件"
    assert seen(tmp_path, "x@mino-sekkei.example", body=late) == {}


@pytest.mark.parametrize(
    ("shown", "line", "codes"),
    [
        ("鈴木 花子 <a@firm.example>", "田中様", {"mail.other_name"}),
        ("鈴木 花子 <a@firm.example>", "営業部 田中 太郎 様、", {"mail.other_name"}),
        ("鈴木 花子 <a@firm.example>", "田中課長様", {"mail.other_name"}),
        ("田中　太郎様 <a@firm.example>", "営業部　田中様", set()),
        ("田中 太郎 <a@firm.example>, 鈴木 花子 <b@firm.example>", "鈴木様", set()),
        # nobody's name stands beside the address: it may be his
        ("a@firm.example", "田中様", set()),
        ("関建設 総務課 <a@firm.example>", "田中様", set()),
        ("Suzuki <a@firm.example>", "田中様", set()),
        ("鈴木 花子 <a@firm.example>, b@firm.example", "田中様", set()),
        # nobody in person is addressed
        ("鈴木 花子 <a@firm.example>", "担当者様", set()),
        ("鈴木 花子 <a@firm.example>", "関係者各位", set()),
        ("鈴木 花子 <a@firm.example>", "株式会社美濃建設様", set()),
        ("鈴木 花子 <a@firm.example>", "所長様", set()),
        ("鈴木 花子 <a@firm.example>", "田中様がお見えになります。", set()),
    ],
)
def test_another_name_than_the_one_beside_the_address(
    shown: str, line: str, codes: set[str], tmp_path: Path
) -> None:
    assert seen(tmp_path, "a@firm.example", body=f"{line}\n\n本文", shown=shown).keys() == codes


def test_who_was_never_met(tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    begin = datetime(2026, 11, 1, tzinfo=UTC)
    known = begun(tmp_path / "state", begin, timedelta(days=2))
    known.meet(["old@firm.example"])
    judge = Judge(rulebook(tmp_path), Stages("enforce"), known)
    for to, codes in (("new@firm.example", {"mail.first_addressee"}), ("old@firm.example", set())):
        for days, early in ((1, True), (3, False)):
            envelope = Envelope("198.18.20.9", sender=f"seki-j@{OWN}", recipients=(to,),
                                at=begin + timedelta(days=days))  # fmt: skip
            found, _ = judge.of(mail(sender=f"seki-j@{OWN}"), envelope)
            own = {one.code for one in found.signs} - {"mail.first_contact"}
            assert own == (set() if early else codes)


def test_what_comes_in_is_not_asked_for_its_addressees(tmp_path: Path) -> None:
    found = seen(tmp_path, f"seki-j@{OWN}", body=BODY, inside=False)
    assert found == {}


def test_a_sender_like_a_partner(tmp_path: Path) -> None:
    book = rulebook(tmp_path, partners=PARTNERS)
    for sender, codes in (("a@seki-kensetu.example", {"mail.like_partner"}),
                          ("a@seki-kensetsu.example", set())):  # fmt: skip
        envelope = Envelope("203.0.113.5", sender=sender, recipients=(f"seki-j@{OWN}",))
        found, _ = Judge(book, Stages("enforce")).of(mail(sender=sender), envelope)
        assert {one.code for one in found.signs} == codes
