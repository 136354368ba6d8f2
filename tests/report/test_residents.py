"""The public version: nothing that identifies, nothing denied, everything with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

import pytest

from sekisho.case.facts import Case, Count
from sekisho.report import model, office, residents
from sekisho.report.cms import cms
from sekisho.report.html import html as make_html
from sekisho.report.pdf import pdf
from sekisho.report.residents.information import kind_of
from sekisho.report.word import docx
from sekisho.rulebook import Rulebook, load
from sekisho.text import LANGUAGES, Language, codes

from . import cases
from .conftest import Formats, Page, words_of
from .read_back import all_of_pdf, all_of_word, numbers, text_of_page, text_of_pdf, text_of_word
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

_PUBLIC = (
    "report.public", "report.part", "report.open", "report.letter", "report.people",
    "report.times", "report.harm", "report.contact",
)  # fmt: skip
"""Where the sentences of the public version stand."""

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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["docx", "pdf", "cms"])
def test_no_part_of_any_file_tells_it(written: Formats, language: Language, form: str) -> None:
    """Every part of the package, properties, alternative texts, metadata and bookmarks too."""
    making, reading = {
        "docx": (docx, all_of_word), "pdf": (pdf, all_of_pdf), "cms": (cms, bytes.decode),
    }[form]  # fmt: skip
    text = reading(written("rich", language, "public", making))
    found = {one for one in identifying(cases.rich()) - _ON_PURPOSE if one in text}
    frame = reading(making(FRAME))
    assert {one for one in found if not _is_common(one, language) and one not in frame} == set()


FRAME = model.Document("ja", "–", "", (), (), (), moment=cases.rich().now)
"""What a file of a format holds before anything is said in it."""


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_that_search_too_finds_what_the_internal_version_tells(written: Formats, form: str) -> None:
    making, reading = {"docx": (docx, all_of_word), "pdf": (pdf, all_of_pdf)}[form]
    text = reading(written("rich", "ja", "internal", making))
    for one in ("GIKAI-PC07", "t.takasaki", "192.168.10.57", "AnyDesk", "jinja-meguri.example"):
        assert one in text


@pytest.mark.parametrize("case", ["rich", "empty"])
def test_every_format_says_the_same(written: Formats, case: str) -> None:
    said = {
        "html": text_of_page(written(case, "ja", "public", make_html)),
        "docx": text_of_word(written(case, "ja", "public", docx)),
        "pdf": text_of_pdf(written(case, "ja", "public", pdf)),
    }
    want = numbers(said["html"])
    assert len(want) >= (10 if case == "rich" else 1)
    assert {name: numbers(text) for name, text in said.items()} == dict.fromkeys(said, want)
    page = text_of_page(written(case, "ja", "public", cms))
    assert numbers(page) <= want
    for text in (*said.values(), page):
        plain = re.sub(r"\s+", "", text)
        assert DENIALS.search(plain) is None
        assert [word for word in OWN_WORDS if word.lower() in plain.lower()] == []


def _is_common(text: str, language: Language) -> bool:
    """Whether a text is a word of our own sentences (``記録の消去``), which names nobody."""
    own = " ".join(
        sentence for code, sentence in codes(language).items() if code.startswith(_PUBLIC)
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


def titles(sections: tuple[model.Section, ...]) -> Iterator[str]:
    for one in sections:
        yield one.title.partition("（")[0]
        yield from titles(one.parts)


def test_the_parts_stand_in_the_order_of_a_public_record(town: Rulebook) -> None:
    document = residents.document(cases.rich(), "ja", town)
    assert list(titles(document.sections)) == [
        "事案の経緯", "日時", "内容",
        "捜査及び調査の結果", "事案の発生日時", "事案の内容", "捜査機関及び委託事業者による調査",
        "町による記録の調査", "調べた記録", "記録の足りない部分", "外部に送られたデータの量",
        "他のパソコンへの影響",
        "事案の原因となりうる不備", "きっかけ", "職員の意識及び体制", "システムの不備",
        "流出した可能性のある情報",
        "被害の状況及び影響",
        "担当者及び関係者の処分",
        "今後の対応", "この事案によるとみられる被害の防止", "関係機関との連携",
        "今後のセキュリティ対策",
        "情報発信元",
    ]  # fmt: skip
    assert "最終更新日" in words_of(document.sections[-1])


def test_seconds_stand_in_the_annex_alone(town: Rulebook) -> None:
    document = residents.document(cases.rich(), "ja", town)
    assert re.search(r"\d秒", words_of(document.annexes))
    assert not re.search(r"\d秒", words_of(replace(document, annexes=())))


OWN_WORDS = (
    "関所", "sekisho", "操作時間帯", "流出可能性", "証跡台帳", "収集元", "区画", "検証点", "立会",
    "規程", "検知", "公表事項", "判定", "証拠", "SHA-256",
)  # fmt: skip
"""Words of this program, or of its trade, that a resident has no use for."""


@pytest.mark.parametrize("case", ["rich", "empty"])
def test_no_word_of_our_own_reaches_the_public(page: Page, case: str) -> None:
    text = text_of(page(case, "ja", "public")).lower()
    assert [word for word in OWN_WORDS if word.lower() in text] == []


def test_official_spelling(town: Rulebook) -> None:
    """漏えい, おそれ, か月, 及び, 又は: as official documents write them."""
    wrong = re.compile("漏洩|恐れ|ヶ月|ケ月|カ月|箇月|および|または|もしくは")
    ours = [text for code, text in codes("ja").items() if code.startswith(("report.", "exposure."))]
    assert [text for text in ours if wrong.search(text)] == []
    for version in (office.document, residents.document):
        text = words_of(version(cases.rich(), "ja", town))
        assert not re.search(r"[ぁ-ん一-龥] \d|\d [件台名回分行]", text)


@pytest.mark.parametrize(
    "said",
    [
        "平成28年6月3日（金曜日）午後4時3分から午後4時41分までの間（38分間）",
        "※当初午後3時ごろ発生としていたが、記録を分析した結果、上記の時間帯が外部からの操作を受けた時間であることが確認された。",
        "パソコン1台が外部から操作されたことが確認された",
        "文書1件が開かれ、又は送られたことが確認された",
        "流出した可能性のある文書に含まれる個人及び世帯（平成28年6月23日午前11時現在）",
        "個人387名392名",
        "被害の状況及び影響（平成28年6月23日午前11時現在）",
        "表示された情報の範囲は、通信の量からは特定できない",
        "未定：処分の有無、内容、日付及び理由",
        "関町長 関 花子",
        "総務課",
    ],
)
def test_what_the_town_may_say(page: Page, said: str) -> None:
    assert said in text_of(page("rich", "ja", "public"))


def test_every_count_carries_its_time(page: Page) -> None:
    """A number of things or persons stands under a heading or caption, or in a sentence, that
    says as of when."""
    text = text_of(page("rich", "ja", "public"))
    for counted in (
        "記録の種類と期間", "文書の種類と件数", "文書に含まれる個人及び世帯", "事案の内容",
        "町による記録の調査", "被害の状況及び影響", "記録から確認された時刻",
    ):  # fmt: skip
        assert f"{counted}（平成28年6月23日午前11時現在）" in text
    letter = residents.document(cases.rich(), "ja", load(None)).cover
    assert letter is not None
    numbers = [line for line in words_of(letter.items).split("\n") if re.search(r"\d[件名]", line)]
    assert numbers
    assert all("平成28年6月23日午前11時現在" in line for line in numbers)


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
    assert "記録の途切れ2件、自らの記録のないパソコン1台" in text


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
    assert "（約38分間。始まりに±8分、終わりに±2秒の誤差がありうる。）" in text


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
    assert "未定：説明のつかない遠隔操作1件が何であったか" in text
