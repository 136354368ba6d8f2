"""Answers for the council: each with its exhibits, or with why it cannot be given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho import drill
from sekisho.case.account.facts import Network
from sekisho.case.build import Given, build
from sekisho.case.council.facts import Checked, Compared, Council, Councillors, Paper
from sekisho.case.facts import Case, MadeBy, Reference
from sekisho.case.notices.register import Told
from sekisho.case.ready import Level
from sekisho.case.sheet import load
from sekisho.case.sheet.entries import Decision, Sheet
from sekisho.case.told_by_sheet import with_sheet
from sekisho.drill.options import Options
from sekisho.intake.road import take_in
from sekisho.ledger.sealed import tables_of
from sekisho.report import council
from sekisho.report.council.document import INCIDENT, MAILS
from sekisho.report.model import Bullets, Document, Section, Span, Table
from sekisho.report.office import document as internal
from sekisho.report.residents import document as public
from sekisho.report.residents.outbreak import said_of_mails
from sekisho.report.stepped import bounds, counted, is_unknown
from sekisho.report.writer import Writer
from sekisho.rulebook import Notice, Person, Rulebook
from sekisho.rulebook import load as load_rulebook
from sekisho.sources.contract import Context
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of
from .outbreaks import outbreak
from .test_residents import DENIALS

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"


def paper(rulebook: Rulebook, language: Language = "ja", *, full: bool = True) -> Document:
    case = with_sheet(cases.rich(), load(EXAMPLE)) if full else cases.empty()
    return council.document(Writer(case, language, rulebook))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [True, False])
def test_every_question_is_answered_or_left_open(
    town: Rulebook,
    language: Language,
    full: bool,
) -> None:
    made = paper(town, language, full=full)
    questions = [*INCIDENT, *MAILS]
    assert [one.name for one in made.sections[:-1]] == [f"question-{name}" for name in questions]
    for section in made.sections:
        assert section.blocks
        assert "{" not in words_of(section)
        assert DENIALS.search(words_of(section)) is None


def test_answers_lead_to_exhibits(town: Rulebook) -> None:
    made = {one.name: words_of(one) for one in paper(town).sections}
    assert "午後4時3分から午後4時41分までの間（38分間）" in made["question-when"]
    assert "387名から392名" in made["question-whose"]
    assert "定めることができない" in made["question-what"]
    assert "63分" in made["question-corrected"]
    assert "19件" in made["question-suffered"]
    assert "停職2か月" in made["question-punished"]
    assert "事案票（職員の記録）による" in made["question-reported"]


def test_without_records_the_reason_is_given(nameless: Rulebook) -> None:
    made = {one.name: words_of(one) for one in paper(nameless, full=False).sections}
    for name in ("when", "what", "why", "received"):
        assert "調べられる記録がなかった" in made[f"question-{name}"], name
    assert "未定" in made["question-punished"]


def answers(rulebook: Rulebook, case: Case, language: Language = "ja") -> dict[str, str]:
    made = council.document(Writer(case, language, rulebook))
    return {one.name.removeprefix("question-"): words_of(one) for one in made.sections}


def test_an_outbreak_answers_the_council(town: Rulebook) -> None:
    made = answers(town, replace(cases.rich(), outbreaks=(outbreak(),)))
    sums = "送られたものは20通から24通で、その内訳は、拒否1通から5通、遮断6通、配送11通"
    assert sums in made["received"]
    ran = "開いた記録のある機器は2台、そのうち中のプログラムが動いた記録のあるものは1台"
    assert ran in made["opened"]
    assert "駆除の記録がない機器が1台ある" in made["opened"]
    assert "開いたかどうか分からない機器が1台ある" in made["opened"]
    assert "1.223.951.0" in made["definitions"]
    assert "定義ファイルの記録がない機器が1台" in made["definitions"]
    assert "4名から9名" in made["boxes"]
    assert "198.51.100.77" in made["does"]
    whole = "議会系：機器4台のうち、開封0台、実行0台、記録がなく不明1台"
    assert whole in made["networks"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_answers_each_of_the_eight_in_a_sentence(
    town: Rulebook, language: Language
) -> None:
    case = replace(cases.rich(), outbreaks=(outbreak(),), council=asked())
    made = council.document(Writer(case, language, town))
    (table,) = (one for one in made.opening if isinstance(one, Table))
    assert len(table.rows) == len(MAILS) == 8
    assert [one.name for one in made.sections[:8]] == [f"question-{name}" for name in MAILS]
    for row, section in zip(table.rows, made.sections, strict=False):
        head = "".join(one.text for one in row[2].lines[0] if isinstance(one, Span))
        assert head
        assert head in words_of(section)


def test_where_nothing_could_show_a_step_it_is_unknown_not_zero(town: Rulebook) -> None:
    steps = ("opened", "executed", "contacted", "detected", "cleaned")
    line = Network("行政系", 60, 0, 0, 0, 0, 0, ())
    nothing = replace(
        outbreak(), not_cleaned=(), not_known=(), networks=(line,), least=steps,
        **dict.fromkeys(steps, ()),
    )  # fmt: skip
    made = answers(town, replace(cases.rich(), outbreaks=(nothing,)))
    assert "だれが開いたかは、特定できない" in made["opened"]
    assert "開いた記録のある機器は不明" in made["opened"]
    assert "機器60台のうち、開封不明、実行不明" in made["networks"]
    assert re.search(r"(?<!\d)0台", made["opened"]) is None
    some = replace(outbreak(), least=("opened",))
    assert "少なくとも2台" in answers(town, replace(cases.rich(), outbreaks=(some,)))["opened"]


def test_a_line_without_any_record_is_unknown(town: Rulebook) -> None:
    silent = Network("議会系", 1, 0, 0, 0, 0, 0, ("GIIN-PC02",))
    case = replace(cases.rich(), outbreaks=(replace(outbreak(), networks=(silent,)),))
    said = "議会系：機器1台のうち、開封不明、実行不明、記録がなく不明1台"
    assert said in answers(town, case)["networks"]


def indicator(kind: str, outcome: str, hosts: int = 0) -> Compared:
    listed = Reference("indicators/list.csv", 2, "line")
    return Compared(kind, "x", outcome, hosts, kept_out=False, searched=(), evidence=(listed,))


def asked(*compared: Compared, **more: Any) -> Council:
    """What a council asks beside the numbers; nothing of the councillors is known but ``more``."""
    known: dict[str, Any] = {
        "zones": (), "computers": (), "addresses": None, "copies": None, "opened": (),
        "contacted": (), "silent": (), "permitted": (), "passages": (), "watched": False,
        "checked": (),
    } | more  # fmt: skip
    return Council(compared, (), Councillors(**known))


@pytest.mark.parametrize(
    ("compared", "said", "level"),
    [
        ([], "比べる資料がないため", "答えられない"),
        ([("sha256", "met"), ("ip", "not_met")], "同じファイルが", "答えられる"),
        ([("ip", "met")], "同じ通信先が", "一部だけ"),
        ([("subject", "met")], "同じものとは言えない", "一部だけ"),
        ([("sha256", "not_met")], "違うものとも言えない", "一部だけ"),
        ([("md5", "not_searched")], "比べる資料がないため", "答えられない"),
    ],
)
def test_the_same_as_elsewhere_is_never_said_by_likeness(
    town: Rulebook, compared: list[tuple[str, str]], said: str, level: str
) -> None:
    facts = asked(*(indicator(kind, outcome) for kind, outcome in compared))
    case = replace(cases.rich(), outbreaks=(outbreak(),), council=facts)
    made = answers(town, case)["same"]
    assert said in made
    assert level in made


def test_why_the_councillors_computers_were_checked_is_what_was_decided(town: Rulebook) -> None:
    listed = (Reference("点検.csv", 2, "row"),)
    checks = (Checked("GIIN-1", "2016/06/01", "異常なし", "議員系", listed),)
    facts = asked(zones=("議員系",), computers=("GIIN-1",), silent=("GIIN-1",), checked=checks)
    case = replace(cases.rich(), outbreaks=(outbreak(),), council=facts)
    made = answers(town, case)["checked"]
    assert "理由を書いた記録はないが、議員のパソコン1台の記録が届いておらず" in made
    assert "遮断されていたことは記録からは示せない" in made
    assert "点検日は2016/06/01、結果は「異常なし」1台" in made
    reason = "同じウイルス対策ソフトを使っているため"
    what = {"about": "議員のパソコンを点検するか", "decision": "点検する"}
    decision = Decision(
        decided_by="総務部長", reason=reason, kind="councillor_check", **what
    )  # fmt: skip
    made = answers(town, replace(case, sheet=Sheet(decisions=(decision,))))["checked"]
    assert f"総務部長が、「{reason}」という理由で点検を決めた" in made
    other = replace(decision, about="公表するか", decision="公表する", kind="")
    made = answers(town, replace(case, sheet=Sheet(decisions=(other,))))["checked"]
    assert "だれが、どのような理由で点検を決めたかの記録がない" in made
    assert "事案票の判断「" not in made
    # words alone decide nothing: what only sounds so is named, and what is declared needs no words
    sounds = replace(decision, kind="")
    made = answers(town, replace(case, sheet=Sheet(decisions=(sounds,))))["checked"]
    assert "だれが、どのような理由で点検を決めたかの記録がない" in made
    assert "事案票の判断「議員のパソコンを点検するか」（総務部長）は" in made
    assert f"「{reason}」という理由で点検を決めた" not in made


def test_a_paper_does_not_say_that_it_was_read(town: Rulebook) -> None:
    where = (Reference("n.docx", 4, "row"),)
    old = Paper("不審な受信メールの取り扱いについて(通知)", date(2015, 6, 18), where)
    late = Paper("ウイルス感染について(通知)", date(2017, 6, 1), where)
    facts = replace(asked(), papers=(old, late))
    made = answers(town, replace(cases.rich(), outbreaks=(outbreak(),), council=facts))["warned"]
    assert "平成27年6月18日付けの文書「不審な受信メールの取り扱いについて(通知)」がある" in made
    assert "だれが読んだかの記録はない" in made
    assert "ウイルス感染" not in made


def warning(rulebook: Rulebook, confirmed: dict[str, str], *, day: int = 1) -> str:
    """The answer on warnings where two people were written to, and some answered when told."""
    people = (Person(name="関 次郎", department="総務課", mail=("s@t.example",)),
              Person(name="山田 花子", department="税務課", mail=("y@t.example",)))  # fmt: skip
    notice = Notice(number="総第45号", date=date(2016, 6, day), title="警告画面について",
                    sender="総務課長", addressees=("全課",))  # fmt: skip
    book = replace(rulebook, people=people, notices=(notice,))
    acts = [
        Told(at, act, notice.number, "0", one.name, one.mail[0], "m", "t")
        for one in people
        for act, at in (("sent", f"2016-06-{day:02d}T09:00:00+09:00"),
                        ("confirmed", confirmed.get(one.name, "")))
        if at
    ]  # fmt: skip
    made = council.document(Writer(cases.rich(), "ja", book, acts))
    return words_of(next(one for one in made.sections if one.name == "question-warned"))


BEFORE, AFTER = "2016-06-02T10:00:00+09:00", "2016-06-09T10:00:00+09:00"


def test_that_all_were_warned_is_judged_by_who_confirmed(town: Rulebook) -> None:
    said = warning(town, {"関 次郎": BEFORE, "山田 花子": BEFORE})
    assert "総第45号「警告画面について」を総務課長から全課に知らせている。" in said
    assert "職員2名の全員が、事案の前に周知を確認している。" in said
    for late in ({}, {"山田 花子": AFTER}):
        said = warning(town, {"関 次郎": BEFORE, **late})
        assert "宛先2名のうち、届いた記録のある者が1名、確認した者が1名である。" in said
        assert "「全職員に周知していた」とは言えない。職員2名のうち1名に" in said
        assert "（山田 花子）" in said


def test_a_notice_after_the_incident_warned_nobody(town: Rulebook) -> None:
    said = warning(town, {"関 次郎": AFTER, "山田 花子": AFTER}, day=8)
    assert "総第45号" not in said
    assert "事案の前の周知及び研修の記録は、証拠に含まれていない" in said


NOW = datetime(2016, 6, 15, 2, tzinfo=UTC)
CHANNEL = "Microsoft-Windows-Windows Defender/Operational"
SOURCES = {
    "mail server": ("mail", "true"),
    "mailboxes": ("message", "true"),
    "started programs": ("windows", "EventID IN (4688, 1)"),
    "antivirus": ("windows", f"\"winlog.channel\" = '{CHANNEL}'"),
    "computers": ("windows", "true"),
    "proxy": ("proxy", "true"),
    "address log": ("dhcp", "true"),
    "registers": ("document", "evidence LIKE '台帳/%'"),
    "warnings": ("document", "evidence LIKE '通知/%'"),
    "one mailbox": ("message", "evidence = (SELECT min(evidence) FROM message)"),
}
"""What a town may not have: the kind of events, and which of them."""
STEPS = (
    "received", "refused", "blocked", "delivered", "mailboxes", "opened", "executed", "contacted",
    "detected", "cleaned",
)  # fmt: skip
Without = Callable[[Sequence[str]], Case]


@pytest.fixture(scope="module")
def mass_mail(tmp_path_factory: pytest.TempPathFactory) -> tuple[Without, Rulebook]:
    """The exercise, read once, and the case that it makes without some sources."""
    folder = tmp_path_factory.mktemp("mass-mail")
    written = drill.write("takatsuki", folder / "drill", Options(seed=1, days=2))
    for name in ("ledger", "work"):
        (folder / name).mkdir()
    sealed = take_in(written.evidence, folder / "ledger", folder / "work", Context(now=NOW))
    rulebook = load_rulebook(folder / "drill" / "rulebook.yaml")
    made_by = MadeBy("sekisho", "0", None, None, "0", {})

    def without(missing: Sequence[str]) -> Case:
        with tables_of(folder / "ledger", sealed) as tables:
            for kind, which in (SOURCES[one] for one in missing):
                left = tables.sql(f"FROM {kind} WHERE ({which}) IS NOT TRUE").to_arrow_table()
                tables.execute(f"DROP VIEW {kind}")
                tables.register(kind, left)
            return build(tables, Given(NOW, made_by, sealed.entries, rulebook))

    return without, rulebook


def levels(case: Case, rulebook: Rulebook) -> dict[str, Level]:
    writer = Writer(case, "ja", rulebook)
    return {name: ask(writer).level or Level.NONE for name, ask in MAILS.items()}


def bounded(case: Case, step: str) -> tuple[int, float]:
    """The least and the most that a step can be, over all campaigns."""
    counts = [bounds(one, step) for one in case.outbreaks]
    open_ = not counts or any(step in one.least for one in case.outbreaks)
    return sum(one.low for one in counts), float("inf") if open_ else sum(o.high for o in counts)


@pytest.mark.slow
def test_no_source_taken_away_makes_an_answer_more_certain(
    mass_mail: tuple[Without, Rulebook],
) -> None:
    without, rulebook = mass_mail
    whole = without(())
    assert levels(whole, rulebook)["opened"] is Level.PARTLY
    lost = ("computers", "address log", "registers")
    for missing in (*((one,) for one in SOURCES), lost):
        less = without(missing)
        now, then = levels(less, rulebook), levels(whole, rulebook)
        assert [name for name in MAILS if now[name] > then[name]] == [], missing
        if missing == ("one mailbox",):
            continue  # what else lay in it nobody can count: told, and never more than partly
        for step in STEPS:
            low, high = bounded(less, step)
            assert low <= bounded(whole, step)[0], (missing, step)
            assert high >= bounded(whole, step)[1], (missing, step)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "steps"),
    [
        ("computers", {"opened", "executed", "contacted", "detected", "cleaned"}),
        ("mail server", {"refused", "blocked"}),
        ("proxy", {"contacted"}),
        ("antivirus", {"detected", "cleaned"}),
    ],
)
def test_without_a_source_its_steps_are_unknown(
    mass_mail: tuple[Without, Rulebook], missing: str, steps: set[str]
) -> None:
    without, rulebook = mass_mail
    case = without([missing])
    (one,) = case.outbreaks
    assert {step for step in STEPS if is_unknown(one, step)} == steps
    made = council.document(Writer(case, "ja", rulebook))
    every = "".join(words_of(section) for section in made.sections)
    assert "不明" in every


@pytest.mark.slow
def test_the_numbers_add_up_in_every_paper(mass_mail: tuple[Without, Rulebook]) -> None:
    without, rulebook = mass_mail
    case = without(())
    (one,) = case.outbreaks
    for end in ("low", "high"):
        parts = [getattr(bounds(one, name), end) for name in STATES]
        assert getattr(one.received, end) == sum(parts)
    assert {name: len(one.records[name]) for name in STATES[1:]} == {
        name: bounds(one, name).high for name in STATES[1:]
    }
    assert sum(box.copies for box in one.mailboxes) == one.delivered
    for name in ("opened", "executed", "contacted", "detected", "cleaned"):
        assert sum(getattr(line, name) for line in one.networks) == len(getattr(one, name))
    writer = Writer(case, "ja", rulebook)
    (sums,) = (words_of(Bullets((line,))).strip() for line in said_of_mails(writer, one))
    papers = (
        council.document(writer),
        internal(case, "ja", rulebook),
        public(case, "ja", rulebook),
    )
    for made in papers:
        every = words_of(Section("all", "", made.opening, (*made.sections, *made.annexes)))
        for name in ("received", "refused", "blocked", "delivered", "opened", "executed"):
            assert counted(writer, one, name) in every, (made.title, name)
    for made in (papers[0], papers[2]):
        assert sums in words_of(Section("all", "", (), (*made.sections, *made.annexes)))


STATES = ("refused", "blocked", "delivered", "unsettled")
