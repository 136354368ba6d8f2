"""Chapters from the case sheet: filled where persons wrote, open where not, nobody named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.case.facts import Case
from sekisho.case.sheet import Sheet, load
from sekisho.case.sheet.entries import Agency, Discipline, Fault, OthersFinding, Promise, Voice
from sekisho.case.told_by_sheet import with_sheet
from sekisho.report import office, residents
from sekisho.report.response import ahead, closing, discipline, faults, harm, others, record, signed
from sekisho.report.response.publishable import said
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.rulebook import load as load_rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "sheet.yaml"


def told(sheet: Sheet | None = None) -> Case:
    return with_sheet(cases.rich(), load(EXAMPLE) if sheet is None else sheet)


def writer(case: Case, rulebook: Rulebook, language: Language = "ja") -> Writer:
    return Writer(case, language, rulebook)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [told(), told(Sheet())], ids=["example", "silent"])
def test_both_versions_are_whole(town: Rulebook, case: Case, language: Language) -> None:
    for version in (office, residents):
        assert "{" not in words_of(version.document(case, language, town))


def test_a_silent_sheet_leaves_every_chapter_open(town: Rulebook) -> None:
    made = writer(told(Sheet()), town)
    for chapter in (harm, discipline, ahead, others):
        for public in (True, False):
            assert "未定" in words_of(chapter(made, public=public))
    assert "未定" in words_of(faults(made, public=True))
    assert "おわび" in words_of(signed(made))


def test_the_public_version_follows_the_order_of_a_public_record(town: Rulebook) -> None:
    words = words_of(residents.document(told(), "ja", town))
    titles = (
        "深くお詫び申し上げます", "事案の経緯", "架空県警察本部による調査", "職員の意識",
        "流出した可能性のある情報", "被害の状況及び影響", "寄せられた声", "担当者及び関係者の処分",
        "この事案によるとみられる被害の防止", "関係機関との連携", "今後のセキュリティ対策",
        "情報発信元", "最終更新日",
    )  # fmt: skip
    places = [words.index(title) for title in titles]
    assert places == sorted(places)


def test_voices_are_counted_and_add_up(town: Rulebook) -> None:
    public = words_of(harm(writer(told(), town), public=True))
    assert "平成28年6月23日午前11時現在で19件である。" in public
    assert "苦情11件、問い合わせ2件、要望6件" in public
    assert "電話11件、メール6件、窓口2件" in public
    assert "職員の監督" not in public
    assert "職員の監督" in words_of(harm(writer(told(), town), public=False))


def test_findings_of_others_stand_by_themselves(town: Rulebook) -> None:
    section = others(writer(told(), town), public=True)
    assert [part.title for part in section.parts] == [
        "架空県警察本部による調査", "委託事業者による調査",
    ]  # fmt: skip
    words = words_of(section)
    assert "示された日：平成28年6月14日（中間）" in words
    assert "町による調査の結果とは別のもの" in words
    police = OthersFinding(author="県警 山田警部", text=("x",), kind="police")
    made = writer(told(Sheet(findings=(police,))), town)
    assert "山田" not in words_of(others(made, public=True))
    assert "警察による調査" in words_of(others(made, public=True))
    half = words_of(others(writer(told(Sheet(findings=(police,))), town), public=False))
    assert "委託事業者の調査の結果" in half  # still awaited
    assert "段階不明" in half


def test_discipline_of_the_record(town: Rulebook) -> None:
    words = words_of(discipline(writer(told(), town), public=True))
    for text in ("当該職員：議会事務局長", "平成28年6月22日", "停職2か月", "地方公務員法第29条"):
        assert text in words
    hidden = Sheet(discipline=(Discipline(post="課長", measure="戒告"),))
    words = words_of(discipline(writer(told(hidden), town), public=True))
    assert "課長" not in words
    assert "戒告" not in words
    assert "未定" in words


def test_only_what_is_marked_is_published(town: Rulebook) -> None:
    sheet = Sheet(
        faults=(Fault(text="監視が不足していた"), Fault(text="周知が遅れた", public=True)),
        promises=(Promise(title="研修"), Promise(title="分離", public=True, new=True)),
        agencies=(Agency(agency="県", what="x"), Agency(agency="国", what="報告した", public=True)),
    )
    made = writer(told(sheet), town)
    public = words_of(faults(made, public=True)) + words_of(ahead(made, public=True))
    assert "監視が不足" not in public
    assert "周知が遅れた。" in public
    assert "◎分離" in public
    assert "このほかの対策1件の公表の可否" in public
    assert "国：日時不明、報告した。" in public
    assert "このほかの連携1件の公表の可否" in public
    inside = words_of(faults(made, public=False)) + words_of(ahead(made, public=False))
    assert "監視が不足" in inside
    assert "研修" in inside


@pytest.mark.parametrize(
    "text",
    [
        "GIKAI-PC07 の不備",
        "t.takasaki が操作した",
        "192.168.10.57",
        "議員名簿（髙﨑・𠮷邉）.xlsx が流出",
    ],
)
def test_what_names_somebody_is_kept_out_though_marked(town: Rulebook, text: str) -> None:
    made = writer(told(), town)
    assert "書き改める" in words_of(said(made, text, marked=True, public=True))
    assert words_of(said(made, text, marked=True, public=False)) == text


def test_staff_of_the_rulebook_are_kept_out(tmp_path: Path) -> None:
    book = load_rulebook(ROOT / "examples" / "rulebook.yaml")
    name = book.people[0].name
    made = writer(told(), book)
    assert "書き改める" in words_of(said(made, f"{name}が電話した", marked=True, public=True))
    assert "書き改める" in words_of(
        said(made, f"{name.replace(' ', '')}が電話した", marked=True, public=True)
    )


def test_a_broken_promise_is_shown(town: Rulebook) -> None:
    late = Promise(title="分離", due=cases.rich().now.date().replace(day=1), public=True)
    words = words_of(ahead(writer(told(Sheet(promises=(late,))), town), public=True))
    assert "期限を過ぎている" in words
    kept = replace(late, state="done", done=late.due)
    words = words_of(ahead(writer(told(Sheet(promises=(kept,))), town), public=True))
    assert "期限を過ぎている" not in words


def test_whom_to_ask_and_when(town: Rulebook) -> None:
    words = words_of(closing(writer(told(), town)))
    assert "午後5時15分" in words
    assert "情報係長" not in words  # a clerk's name is kept in
    assert "最終更新日" in words
    bare = words_of(closing(writer(cases.rich(), town)))
    assert "未定" in bare  # the rulebook knows no hours


def test_the_record_is_for_the_office_alone(town: Rulebook) -> None:
    case = told()
    section = record(writer(case, town))
    assert section
    words = words_of(section)
    for text in ("議会事務局長から総務課情報係へ", "知った", "町ホームページ", "LANケーブルを抜き"):
        assert text in words
    assert record(writer(cases.rich(), town)) is None
    assert "内線電話" not in words_of(residents.document(case, "ja", town))
    assert "内線電話" in words_of(office.document(case, "ja", town))


def test_voices_without_a_count_are_one_each(town: Rulebook) -> None:
    sheet = Sheet(voices=(Voice(), Voice(count=4)))
    assert "5件である" in words_of(harm(writer(told(sheet), town), public=True))


def test_reasons_and_notes_of_discipline_stand_in_the_public_version(town: Rulebook) -> None:
    words = words_of(discipline(writer(told(), town), public=True))
    assert "不適切なパソコン管理による、個人情報を含む情報の流出のおそれの惹起" in words
    assert "管理職としての信用失墜" in words
    assert "役場内部の情報セキュリティ対策の不備" in words
    assert "本人の退職願を同日付けで受理した" in words


def test_every_way_to_reach_the_office_is_told(town: Rulebook) -> None:
    given = told().sheet.contact  # type: ignore[union-attr]
    words = words_of(closing(writer(told(), town)))
    for line in (given.address, given.telephone, given.fax, given.mail):
        assert line
        assert line in words
