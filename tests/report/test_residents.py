"""The public version: nothing that identifies, nothing denied, everything with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

import pytest

from sekisho.case.facts import Case, Count
from sekisho.report import office, residents
from sekisho.report.residents.information import kind_of
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language, codes

from . import cases
from .conftest import Page, words_of
from .test_html import text_of

DENIALS = re.compile(
    r"(流出|漏えい|漏洩|被害|影響)(した事実)?は(、)?(ない|なかった|ありません)"
    r"|no (leak|damage|impact)|not leaked|was not accessed",
    re.IGNORECASE,
)
_HARMLESS = {
    "start", "end", "duration", "tool", "page", "mail", "host", "hash", "incident", "registered",
    "unexplained", "blocked", "proven", "possible", "excluded", "unknown", "line", "record",
    "row", "work", "break", "off", "high", "critical", "odd", "purpose", "approved_by",
}  # fmt: skip
"""Words of the facts' own vocabulary; ``tool`` names and the like are not among them."""

_ON_PURPOSE = {"午後3時ごろ", "share"}
"""The corrected time itself, and a syllable of our own "shared folder"."""


def strings(fact: object) -> Iterator[str]:
    """Every text of a case, wherever it stands, codes and field names aside."""
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, dict) or hasattr(fact, "items"):
        for key, value in fact.items():  # type: ignore[attr-defined]
            yield from (*strings(value), str(key))
    elif isinstance(fact, tuple):
        for one in fact:
            yield from strings(one)
    elif is_dataclass(fact) and not isinstance(fact, type):
        for field in fields(fact):
            if field.name not in ("code", "what", "reason") or is_dataclass(
                getattr(fact, field.name)
            ):
                yield from strings(getattr(fact, field.name))


def identifying(case: Case) -> set[str]:
    """All that could lead to a person, a computer, a place or a file, whole and in parts."""
    whole = {text for text in strings(case) if text not in _HARMLESS}
    parts = {part for text in whole for part in re.split(r"[\\/\s,、（）・「」]+", text)}
    plain = {text for text in whole | parts if len(text) >= 3 and text not in _HARMLESS}
    return {text for text in plain if not re.fullmatch(r"[\d.,+:\-±]{1,4}|Sekisho|sekisho", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_identifying_is_told(page: Page, language: Language) -> None:
    text = text_of(page("rich", language, "public"))
    wanted = identifying(cases.rich())
    assert {"GIKAI-PC07", "t.takasaki", "192.168.10.57", "AnyDesk", "a1" * 32} <= wanted
    found = {one for one in wanted - _ON_PURPOSE if one in text}
    assert {one for one in found if not _is_common(one, language)} == set()


def _is_common(text: str, language: Language) -> bool:
    """Whether a text is a word of our own sentences (``記録の消去``), which names nobody."""
    own = " ".join(
        sentence for code, sentence in codes(language).items() if code.startswith("report.public")
    )
    return text in own


def test_the_search_itself_finds_what_the_internal_version_tells(page: Page) -> None:
    text = text_of(page("rich", "ja", "internal"))
    for one in ("GIKAI-PC07", "t.takasaki", "192.168.10.57", "AnyDesk", "jinja-meguri.example"):
        assert one in text


@pytest.mark.parametrize("case", ["rich", "empty"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", ["internal", "public"])
def test_a_leak_is_never_denied(page: Page, case: str, language: Language, version: str) -> None:
    assert DENIALS.search(text_of(page(case, language, version))) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_denies_a_leak(language: Language) -> None:
    ours = [text for code, text in codes(language).items() if code.startswith("report.")]
    assert [text for text in ours if DENIALS.search(text)] == []
    assert DENIALS.search("個人情報の流出はない")
    assert DENIALS.search("There was no leak.")


def test_the_parts_stand_in_the_order_of_a_public_record(page: Page) -> None:
    text = text_of(page("rich", "ja", "public"))
    titles = [
        "概要・経緯", "事件発生日時", "事件の内容", "調査結果", "原因と不備",
        "流出した可能性のある情報", "被害の状況および影響", "今後の対応", "問い合わせ先",
    ]  # fmt: skip
    places = [re.search(rf"\d{title}", text) for title in titles]
    assert all(places)
    assert [one.start() for one in places if one] == sorted(one.start() for one in places if one)


@pytest.mark.parametrize(
    "said",
    [
        "平成28年6月3日（金曜日）午後4時3分から午後4時41分まで（38分間。誤差は始まり±4.2秒、終わり±2秒）",
        "※当初午後3時ごろ発生としていたが、記録を分析した結果、上記の時間帯が外部からの操作を受けた時間であることが確認された。",
        "パソコン 1 台が外部から操作されたことが確認された",
        "文書 1 件が開かれ、または送られたことが確認された",
        "387名、可能性を否定できない文書と特定できない文書を合わせると最大392名である（平成28年6月23日午前11時現在）",
        "被害の状況および影響（平成28年6月23日午前11時現在）",
        "表示された情報の範囲は、通信の量からは特定できない",
        "未定：関係者の処分",
        "関町長 関 花子",
        "総務課",
    ],
)
def test_what_the_town_may_say(page: Page, said: str) -> None:
    assert said in text_of(page("rich", "ja", "public"))


def test_every_count_carries_its_time(page: Page) -> None:
    text = text_of(page("rich", "ja", "public"))
    for line in re.findall(r"[^。\n]*最大\d+[^。\n]*。", text):
        assert "現在" in line
    assert "文書の種類と件数（平成28年6月23日午前11時現在）" in text


def test_without_a_window_nothing_found_is_tied_to_what_was_examined(
    page: Page, town: Rulebook
) -> None:
    text = text_of(page("empty", "ja", "public"))
    assert "遠隔操作は確認されていない。調べられる記録がなかった。" in text
    assert "未定：団体名" in text
    searched = replace(cases.rich(), window=None, windows=(), sessions=(), cause=())
    text = words_of(residents.document(searched, "ja", town))
    assert (
        "確認されていない。調べた記録：インターネット閲覧の記録、共有フォルダーの操作記録" in text
    )
    assert "記録の途切れ 2 件、自らの記録のないパソコン 1 台" in text


def test_both_versions_say_the_same_numbers(town: Rulebook) -> None:
    case = replace(cases.rich(), persons=Count(1234, 5678))
    for version in (office.document, residents.document):
        text = words_of(version(case, "ja", town))
        assert "1,234名" in text
        assert "5,678名" in text


def test_an_unsure_window_is_told_with_about(town: Rulebook) -> None:
    window = replace(cases.rich().windows[0], start_uncertainty_s=480.0)
    text = words_of(
        residents.document(replace(cases.rich(), window=window, windows=(window,)), "ja", town)
    )
    assert "おおむね平成28年6月3日" in text
    assert "誤差は始まり±8分" in text


@pytest.mark.parametrize("value", [None, "三時ごろ", "2016-06-03T15:00:00", "PT30M"])
def test_a_first_statement_without_a_moment_is_not_guessed(
    town: Rulebook, value: str | None
) -> None:
    case = cases.rich()
    first = replace(case.statements[0], value=value)
    text = words_of(
        residents.document(replace(case, statements=(first, *case.statements[1:])), "ja", town)
    )
    assert "当初" not in text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/名簿.XLSX", "sheet"), ("C:\\x\\y.docx", "letter"), ("z.pdf", "pdf"), ("m.eml", "mail"),
        ("s.pptx", "slides"), ("p.JPG", "picture"), ("noending", "other"), (None, "other"),
    ],
)  # fmt: skip
def test_kinds_of_documents(path: str | None, kind: str) -> None:
    assert kind_of(replace(cases.rich().exposure[0], original_path=path, path=path)) == kind


def test_now_is_the_case_s_own(town: Rulebook) -> None:
    case = replace(cases.rich(), now=datetime.fromisoformat("2019-05-01T00:00:00+09:00"))
    assert "令和元年5月1日午前0時現在" in words_of(residents.document(case, "ja", town))


def test_statements_with_reasons_are_corrected_too(town: Rulebook) -> None:
    case = cases.rich()
    first = replace(case.statements[0], reasons=(cases.why("statement.agrees.tool", a="b"),))
    text = words_of(
        residents.document(replace(case, statements=(first, *case.statements[1:])), "ja", town)
    )
    assert "当初午後3時ごろ発生としていたが" in text


def test_unexplained_sessions_are_for_a_person_to_decide(town: Rulebook) -> None:
    case = replace(cases.rich(), window=None, windows=(), cause=())
    text = words_of(residents.document(case, "ja", town))
    assert "事案とみられる外部からの遠隔操作は確認されていない" in text
    assert "未定：説明のつかない遠隔操作 1 件が何であったか" in text
