"""Whole mails judged: any bytes, the mails that others collected, and what is too much."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import VERDICTS, Verdict
from sekisho.gates.stages import Stages
from sekisho.intake.foreign import available
from sekisho.sources.mail.mbox import messages_of
from tests.gates.mail import docm, mail, pdf, program, rulebook, zipped
from tests.intake.locks.packers import Rar4, Rar5, Seven


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(rulebook(tmp_path_factory.mktemp("rules")), Stages("enforce"))


@given(st.binary(max_size=600))
def test_any_bytes_are_judged(judge: Judge, data: bytes) -> None:
    judged, _ = judge.of(data, Envelope())
    assert judged.verdict in VERDICTS


@given(st.data())
def test_broken_attachments_are_judged(judge: Judge, data: st.DataObject) -> None:
    content = data.draw(
        st.sampled_from([docm(), pdf(b"<</JS (x)>>", packed=True), zipped(("a.exe", program()))])
    )
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    judged, opened = judge.of(mail(("a.docx", bytes(broken))), Envelope())
    assert judged.verdict in VERDICTS
    assert opened is not None


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
@pytest.mark.parametrize(
    "packed",
    [Seven("Seki-26"), Seven("Seki-26", hidden=True), Rar4("Seki-26", packed=True),
     Rar4("Seki-26", hidden=True), Rar5("Seki-26"), Rar5("Seki-26", packed=True, hidden=True)],
)  # fmt: skip
def test_a_program_behind_the_password_in_the_text(
    judge: Judge, packed: Seven | Rar4 | Rar5
) -> None:
    data = packed.made([("請求書.pdf.exe", program())])
    for body, code in (
        ("パスワードは Seki-26 です。", "mail.program"),
        ("別便で。", "mail.encrypted"),
    ):
        judged, _ = judge.of(mail(("請求書.bin", data), body=body), Envelope())
        assert judged.verdict in ("hold", "refuse")
        assert code in [one.code for one in judged.signs]
    judged, _ = judge.of(
        mail(("a.bin", packed.made([("a.txt", b"a")])), body="パスワード：Seki-26"), Envelope()
    )
    assert "mail.encrypted" not in [one.code for one in judged.signs]


def test_too_large_is_held_unopened(judge: Judge) -> None:
    judged, opened = judge.of(b"x" * (64 * 1024 * 1024 + 1), Envelope())
    assert ([one.code for one in judged.signs], opened) == (["mail.too_large"], None)
    assert judged.verdict == "hold"


def mails(folder: Path) -> list[bytes]:
    found: list[bytes] = []
    for path in sorted(folder.rglob("*.eml")):
        with path.open("rb") as file:
            if file.read(5) == b"From ":
                file.seek(0)
                found += [raw.data for raw in messages_of(file)]
            else:
                file.seek(0)
                found.append(file.read())
    return found


def verdicts(judge: Judge, folder: Path) -> Counter[Verdict]:
    return Counter(judge.of(data, Envelope())[0].verdict for data in mails(folder))


HAM = ("mail-spamassassin/easy-ham-1", "mail-spamassassin/easy-ham-2", "mail-bounces-ja",
       "mail-spamassassin/hard-ham-1", "mail-mime")  # fmt: skip


def test_ordinary_mails_pass(judge: Judge, shared: Path) -> None:
    """Of ordinary mails fewer than one in a hundred is kept from its reader."""
    total: Counter[Verdict] = Counter()
    for name in HAM:
        total += verdicts(judge, shared / "data" / name)
    stopped = total["hold"] + total["refuse"] + total["harmless"]
    assert total.total() > 500
    assert stopped < total.total() / 100, total


def test_mails_made_to_deceive_filters_are_judged(judge: Judge, shared: Path) -> None:
    found = verdicts(judge, shared / "data" / "mail-rspamd")
    found += verdicts(judge, shared / "data" / "mail-spamassassin")
    assert found.total() > 600


def test_programs_of_every_packer_are_seen(judge: Judge, shared: Path) -> None:
    """Containers that the antivirus' own tests use: none of them is taken for harmless, but an
    installer for telephones of long ago and a program written as text."""
    passed = []
    for path in sorted((shared / "data" / "av-containers").iterdir()):
        if path.suffix in (".md", ".txt"):
            continue
        judged, _ = judge.of(mail((path.name, path.read_bytes())), Envelope())
        if judged.verdict in ("accept", "tag"):
            passed.append(path.name)
    assert passed == ["clam.exe.mbox.base64", "clam.sis"]
