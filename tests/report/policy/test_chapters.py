"""Each chapter asks the rulebook and is silent where the rulebook is."""

from __future__ import annotations

from pathlib import Path

from sekisho.report.policy.chapters import chapters
from sekisho.report.policy.desk import Desk
from sekisho.rulebook.loading import nothing_given, opened

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


def names(desk: Desk) -> list[str]:
    return [article.name for chapter in chapters(desk) for article in chapter.articles]


def test_the_example_fills_every_chapter() -> None:
    own = opened(EXAMPLE)
    found = names(Desk(own.book, frozenset(own.content), "ja", detailed=True, paper="x"))
    assert len(found) == len(set(found)) == 26
    said = {
        section
        for chapter in chapters(Desk(own.book, frozenset(own.content), "ja", True, "x"))
        for article in chapter.articles
        for section in article.sections
    }
    assert said == set(own.content) - {"version", "people", "clocks", "readers"}


def test_nothing_given_leaves_what_is_assumed() -> None:
    found = names(Desk(nothing_given(), frozenset(), "ja", detailed=True, paper="x"))
    assert found == ["purpose", "scope", "force", "charge", "kept", "hours"]


def test_mail_that_leaves_and_the_numbers_of_the_gate(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text(
        "version: 1\nmail:\n  personal_outgoing: 暗号化\n  thresholds: {many_recipients: 7}\n"
        "  encryption: {form: 書庫, rules: [{name: 契約, words: [契約書]}]}\n"
        "  approvers: [関 次郎]\n  two_approvers: [mail.my_number_outgoing]\n",
        encoding="utf-8",
    )
    own = opened(path)
    desk = Desk(own.book, frozenset(own.content), "ja", detailed=True, paper="x")
    (mail,) = [one for one in chapters(desk) if one.name == "mail"]
    assert [one.name for one in mail.articles] == ["mail", "mail-leaving", "mail-numbers"]
    text = str(mail)
    for told in ("庁外の宛先が7以上", "AES-256", "契約書", "関 次郎", "個人番号がある"):
        assert told in text
