"""Texts of a drill: what may stand in them, and that nothing else than our link leads away."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.case.notices.wording import THEMES, Wording, WordingError, built_in, example, load
from sekisho.text import LANGUAGES, Language

GOOD = {
    "version": "1", "subject": "お知らせ", "sender": "管財担当",
    "body": '"{name} 様 {link}"', "file": "a.docx", "document": "次にあります。",
}  # fmt: skip


def written(tmp_path: Path, **changed: str) -> Path:
    path = tmp_path / "text.yaml"
    lines = (f"{key}: {value}" for key, value in {**GOOD, **changed}.items() if value)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def mistakes(tmp_path: Path, **changed: str) -> set[str]:
    with pytest.raises(WordingError) as caught:
        load(written(tmp_path, **changed))
    return {one.code.removeprefix("rulebook.drill_") for one in caught.value.mistakes}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_example_can_be_used_as_it_is(theme: str, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "text.yaml"
    path.write_text(example(theme, language), encoding="utf-8")
    own, ours = load(path), built_in(theme, language)
    assert (own.subject, own.sender, own.body, own.file, own.document) == (
        ours.subject, ours.sender, ours.body, ours.file, ours.document
    )  # fmt: skip
    assert own.page


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": '"{link} https://evil.example/"'}, "elsewhere"),
        ({"body": '"{link} www.evil.example"'}, "elsewhere"),
        ({"body": '"{link} \\\\\\\\srv\\\\x"'}, "elsewhere"),
        ({"body": '"{link} javascript:alert(1)"'}, "elsewhere"),
        ({"body": '"{link} bank@bank.example に返信"'}, "elsewhere"),
        ({"page": '["http://evil.example/"]'}, "elsewhere"),
        ({"body": '"<img src=x> {link}"'}, "markup"),
        ({"page": '["<script>alert(1)</script>"]'}, "markup"),
        ({"document": '"&lt;b&gt;"'}, "markup"),
        ({"subject": '"a\\u202Eb"'}, "hiding"),
        ({"sender": '"a\\u0007b"'}, "hiding"),
        ({"body": '"{link} {password}"'}, "place"),
        ({"subject": '"{name} 様"'}, "place"),
        ({"body": '"{name} 様"'}, "link"),
        ({"body": '"{link} {link}"'}, "link"),
        ({"file": "a.exe"}, "file"),
        ({"file": '"../a.docx"'}, "file"),
        ({"subject": '"a\\nBcc: x"'}, "one_line"),
    ],
)
def test_what_may_not_stand_in_it(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    assert code in mistakes(tmp_path, **changed)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    assert mistakes(tmp_path, body='"<b>"', file="a.exe") == {"markup", "link", "file"}
    assert "rulebook.missing_key" in mistakes(tmp_path, subject="")


def test_names_are_put_in_and_never_read_again() -> None:
    one = Wording(subject="s", sender="s", body="{name} {department} {link}", file="f.docx",
                  document="d")  # fmt: skip
    assert one.mail(name="{link}", department="{name}", link="L") == "{link} {name} L"
