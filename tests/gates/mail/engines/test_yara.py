"""Rules of a folder, compiled once; what cannot be compiled or looked into is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.engines import engines
from sekisho.gates.mail.engines.yara import Yara, YaraRulesError
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from tests.gates.mail import mail, rulebook, zipped
from tests.gates.mail.engines import BAD, YARA

pytest.importorskip("yara_x", reason="needs yara-x (pip install 'sekisho[yara]')")


def rules(folder: Path, text: str = YARA, name: str = "town.yar") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_rule_matches_in_an_archive(tmp_path: Path) -> None:
    where = rules(tmp_path / "rules")
    rules(where, 'rule of_the_header { strings: $a = "Subject:" condition: $a at 0 }', "b.yara")
    book = rulebook(tmp_path, yara={"rules": str(where)})
    judge = Judge(book, Stages("enforce"), engines=engines(book))
    judged, _ = judge.of(mail(("a.zip", zipped(("b.txt", BAD * 99)))), Envelope())
    assert [(one.code, one.place, one.value) for one in judged.signs] == [
        ("mail.yara", "a.zip/b.txt", "town_letter")
    ]
    assert judged.done == "hold"
    (scan,) = judged.scans
    assert scan.version.startswith("YARA-X ")
    assert len(scan.definitions) == 16
    assert scan.built[:2] == "20"


@pytest.mark.parametrize(
    "text",
    ["rule {", "rule a { condition: b }", 'include "/etc/passwd"\nrule a { condition: true }'],
)  # fmt: skip
def test_a_broken_rule_names_its_file(tmp_path: Path, text: str) -> None:
    where = rules(tmp_path / "rules")
    rules(where, text, "broken.yar")
    with pytest.raises(YaraRulesError) as error:
        Yara.compiled(str(where), 5, 25)
    assert error.value.path.name == "broken.yar"
    with pytest.raises(YaraRulesError):
        Yara.compiled(str(tmp_path / "nowhere"), 5, 25)


def test_what_takes_too_long_or_is_too_large_is_not_scanned(tmp_path: Path) -> None:
    where = rules(tmp_path / "rules")
    large = opened(mail(("a.bin", bytes(1_200_000)), ("b.txt", BAD)))
    signs = Yara.compiled(str(where), 5, 1).scan(large).signs
    assert {(one.code, one.place) for one in signs} == {
        ("mail.not_scanned", ""), ("mail.not_scanned", "a.bin"), ("mail.yara", "b.txt"),
    }  # fmt: skip
    late = Yara.compiled(str(where), 0, 25).scan(opened(mail(("b.txt", BAD))))
    assert {one.code for one in late.signs} == {"mail.not_scanned"}
