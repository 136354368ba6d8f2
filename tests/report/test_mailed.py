"""A mass mail on the first pages: how many, where opened, whose data, what nobody knows, what next.

In none of the papers may the matter of a mass mail be told as a remote operation that was not
found, and in none may a number of the mails differ from another's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sekisho.case.facts import Case, Contact
from sekisho.case.sheet import Sheet
from sekisho.case.sheet.entries import Specimen
from sekisho.events.time import JAPAN
from sekisho.report import mailed, office, residents
from sekisho.report.drawing import Label
from sekisho.report.first import Issue, points
from sekisho.report.model import Box
from sekisho.report.office.course import APART, course
from sekisho.report.timeline import timeline
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook

from . import cases
from .conftest import words_of
from .outbreaks import SHA256, outbreak

CAME = (
    "平成28年6月3日（金曜日）午後1時21分から午後5時2分までの間に"
    "不審メール20通から24通が送られ、そのうち11通がメールボックス2箱に届いた。"
)
OPENED = (
    "添付ファイルを開いた記録のある機器は2台、そのうち中のプログラムが動いた記録のあるものは1台で、"
    "ほかに開いたかどうか分からない機器が1台ある。"
)
BOXES = (
    "届いたメールボックスのうち、中身を確かめた1箱のメールに、4名から9名の氏名などがある。"
    "ほかの1箱は中身を確かめていないため、人数を特定できない。"
)


def only_mails(**changes: object) -> Case:
    return replace(cases.empty(), outbreaks=(replace(outbreak(), **changes),))  # type: ignore[arg-type]


@pytest.fixture
def writer(town: Rulebook) -> Writer:
    return Writer(only_mails(), "ja", town)


def test_the_sentences_of_a_campaign(writer: Writer) -> None:
    (one,) = writer.case.outbreaks
    assert mailed.plain(mailed.came(writer, one)) == CAME
    assert mailed.plain(mailed.opened(writer, one)) == OPENED
    assert mailed.plain(mailed.in_boxes(writer, (one,))) == BOXES
    assert [name for name, _ in mailed.unknown(writer, one)] == ["not_known", "not_cleaned", "sent"]


def test_what_no_record_shows_is_unknown_and_no_zero(town: Rulebook) -> None:
    case = only_mails(
        opened=(), executed=(), contacted=(), detected=(), cleaned=(), not_cleaned=(), mailboxes=(),
        least=("opened", "executed", "contacted", "detected", "cleaned"),
    )  # fmt: skip
    writer, (one,) = Writer(case, "ja", town), case.outbreaks
    said = "".join(
        mailed.plain(line)
        for line in (
            mailed.opened(writer, one), mailed.after(writer, one), mailed.in_boxes(writer, (one,)),
        )
    )  # fmt: skip
    assert "0台" not in said
    assert said.count("不明") == 3
    assert "誰の情報があるかは特定できない" in said
    assert {"sent", "least"} <= {name for name, _ in mailed.unknown(writer, one)}


def test_a_mailbox_that_two_campaigns_reached_counts_once(writer: Writer) -> None:
    (one,) = writer.case.outbreaks
    assert mailed.plain(mailed.in_boxes(writer, (one, one))) == BOXES


def test_the_letter_to_the_mayor_begins_with_the_mails(town: Rulebook) -> None:
    cover = office.document(only_mails(), "ja", town).cover
    assert cover is not None
    assert cover.title == "不審メール事案の調査結果について（報告）"
    said = words_of(cover.items)
    for fact in ("不審メール20通から24通が送られ", OPENED, BOXES, "記録が届いていない機器1台で"):
        assert fact in said
    assert "特定できない。" not in said.split("内容")[0], "the time of the mails is the time"
    assert "遠隔操作は、調べた記録の範囲では確認されていない" not in said
    assert "決めていただくこと" in said


def test_the_first_page_of_the_report_begins_with_the_mails(town: Rulebook) -> None:
    document = office.document(only_mails(), "ja", town)
    assert document.title == "不審メール事案 調査報告書"
    first = document.opening[0]
    assert isinstance(first, Box)
    assert first.title == "不審メール"
    said = words_of(document.opening)
    assert all(fact in said for fact in (CAME, OPENED, BOXES))
    for next_step in (
        "駆除の記録がない機器1台（ZEIMU-PC03）を、回線から切り離して調べるか",
        "記録が届いていない機器1台（GIIN-PC02）から、記録を集めるか",
        "検体を、調べる機関に送るか",
    ):
        assert next_step in said


def test_a_specimen_that_was_sent_is_not_asked_for(town: Rulebook) -> None:
    sheet = Sheet(specimens=(Specimen(sha256=SHA256, name="請求書_20160603.zip"),))
    said = words_of(office.document(replace(only_mails(), sheet=sheet), "ja", town).opening)
    assert "検体を、調べる機関に送るか" not in said


def test_a_remote_operation_stays_in_front_of_the_mails(town: Rulebook) -> None:
    document = office.document(replace(cases.rich(), outbreaks=(outbreak(),)), "ja", town)
    boxes = [block.title for block in document.opening if isinstance(block, Box)]
    assert boxes[0].startswith("操作時間帯")
    assert boxes[1] == "不審メール"
    assert document.title == "情報流出事案 調査報告書"
    assert document.cover is not None
    assert CAME in words_of(document.cover.items)


def test_the_public_reads_of_mails_first(town: Rulebook) -> None:
    document = residents.document(only_mails(), "ja", town)
    assert document.title == "不審メール事案の概要と今後の対応について"
    assert "不審なメールを受信した事案" in words_of(document.opening)
    said = words_of(document.sections[0])
    assert said.index(CAME) < said.index("遠隔操作は確認されていない")
    whole = words_of((document.cover, document.sections))
    for private in ("ZEIMU-PC03", "GIIN-PC02", "k.uno", "uno@town.example.jp", "198.51.100.77"):
        assert private not in whole


def test_the_first_report_knows_of_the_mails(town: Rulebook) -> None:
    now = datetime(2016, 6, 3, 18, 0, tzinfo=JAPAN)
    writer = Writer(only_mails(), "ja", town)
    said = points(writer, Sheet(), Issue(1, now, now + timedelta(hours=3), 3, "read"))
    known = [one.text for one in said if one.part == "known"]
    assert known[:2] == [CAME, OPENED]
    assert BOXES in known
    unknown = {one.name for one in said if one.part == "unknown"}
    assert {"mail.not_known:1", "mail.not_cleaned:1", "mail.sent:1"} <= unknown
    assert "when" not in unknown, "no time of a remote operation is missing"


def _contact(number: int) -> Contact:
    moment = cases.at("13:21:22") + timedelta(seconds=number)
    return Contact(
        "spread.mail", "請求書_….zip", None, None, f"u{number}@town.example.jp", moment, moment, 1,
        (cases.ref("mail/maillog", number),),
    )  # fmt: skip


@pytest.mark.parametrize(("count", "rows"), [(APART, APART), (APART + 1, 1), (250, 1)])
def test_many_mailboxes_share_one_line_of_the_course(town: Rulebook, count: int, rows: int) -> None:
    case = replace(only_mails(), spread=tuple(_contact(number) for number in range(count)))
    section = course(Writer(case, "ja", town))
    assert words_of(section).count("請求書_….zip") == rows
    assert (f"（{count}か所へ、" in words_of(section)) is (rows == 1)


def test_the_picture_covers_the_mails(town: Rulebook) -> None:
    drawing = timeline(Writer(only_mails(), "ja", town))
    assert drawing is not None
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    assert {"不審メール", "開いた機器", "20通から24通"} <= set(said)
