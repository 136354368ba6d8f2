"""A contractor's list of mails: columns by the words of its heading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sekisho.sources.contract import Sample
from sekisho.sources.mail_csv import SOURCE
from sekisho.sources.registry import identified

AT = datetime(2016, 6, 1, 0, 0, tzinfo=UTC)
DATA = "sources/mail_csv"


def sample(text: str, encoding: str = "utf-8") -> Sample:
    head = text.encode(encoding)
    return Sample("log.csv", head, len(head))


def test_a_gateway_s_list_in_shift_jis(tell_of, data):
    told = tell_of(SOURCE, data / DATA / "good_cp932.csv")
    assert (told.identified, told.unread) == (85, [])
    messages = [one for one in told.events if one["event.dataset"] == "mail_csv.message"]
    mails = [one for one in told.events if one["event.dataset"] == "mail_csv.mail"]
    assert [one["position"] for one in messages] == [3, 4, 5, 6]
    first, second, third, _ = messages
    assert first["@timestamp"] == AT.replace(second=1)
    assert first["email.from.address"] == "post@parcel.example"
    assert first["email.subject"] == "お荷物の確認, 至急"
    assert (first["email.size"], first["email.message_id"]) == (20480, "a1@parcel.example")
    assert second["email.to.addresses"] == ["yamada@town.seki.example", "sato@town.seki.example"]
    assert second["email.attachments.name"] == ["invoice_0602.zip", "読んでください.txt"]
    assert third["@timestamp"] == AT.replace(minute=1)
    assert (third.get("email.size"), third.get("email.message_id")) == (None, None)
    assert third["email.to.addresses"] == ["tanaka@town.seki.example"]
    assert [(one["event.action"], one.get("mail.status")) for one in mails] == [
        ("deliver", "sent"), ("deliver", "undeliverable"), ("reject", None), ("other", None),
    ]  # fmt: skip
    assert mails[1]["event.reason"] == "Trojan.Test"
    assert mails[1]["email.to.address"] == "yamada@town.seki.example;sato@town.seki.example"
    assert mails[3]["event.code"] == "審査中"
    assert [note.code for note in told.notes] == ["note.zone_assumed", "note.mail_csv_columns"]


def test_english_words_and_offsets(tell_of, data):
    told = tell_of(SOURCE, data / DATA / "good_utf8.csv")
    times = [one["@timestamp"] for one in told.events]
    assert times == [AT.replace(second=1), AT.replace(second=5)] * 2
    assert told.notes[-1].code == "note.mail_csv_missing"
    assert told.notes[-1].values == {"columns": "id"}


def test_what_cannot_be_read_is_kept(tell_of, data):
    told = tell_of(SOURCE, data / DATA / "bad.csv")
    assert told.unread == [(3, "unread.mail_csv_line"), (4, "unread.mail_csv_line")]
    undated = [one for one in told.events if one["position"] == 5]
    assert {one["time.text"] for one in undated} == {"きのう"}
    assert all(one.get("@timestamp") is None for one in undated)


@pytest.mark.parametrize(
    ("heading", "ours"),
    [
        ("送信日時,送信元アドレス,送信先アドレス,メール件名,添付ファイル,判定結果", True),
        ("timestamp,sender,recipients,subject,file names,disposition", True),
        ("受信日付,受信時刻,差出人,宛先,件名", True),
        ("日時,氏名,住所,電話番号", False),
        ("日付,差出人,宛先", False),
        ("Date,From,To", False),
        ("日時,差出人,宛先,件名,件名", False),
    ],
)
def test_which_headings_are_a_list_of_mails(heading, ours):
    found = identified(sample(heading + "\n"))
    assert (found is SOURCE) is ours


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("配信", "sent"), ("正常", "sent"), ("配信失敗", "bounced"),
        ("ウイルス検知・削除", "undeliverable"),
        ("Quarantined", "undeliverable"), ("未処理", None),
    ],
)  # fmt: skip
def test_words_of_results(tell_of_bytes, word, status):
    text = f"日時,差出人,宛先,件名,結果\n2016/06/01 09:00,a@b.jp,c@d.jp,件名,{word}\n"
    told = tell_of_bytes(SOURCE, text.encode("cp932"))
    (mail,) = [one for one in told.events if one["event.dataset"] == "mail_csv.mail"]
    assert mail.get("mail.status") == status


def test_without_a_result_there_is_none(tell_of_bytes):
    text = "日時,差出人,宛先,件名\n2016/06/01 09:00,a@b.jp,c@d.jp,件名\n"
    told = tell_of_bytes(SOURCE, text.encode())
    assert [one["event.dataset"] for one in told.events] == ["mail_csv.message"]
    assert told.notes[-1].values == {"columns": "names、result、id"}


def test_pointers_lead_back(reread_equals, data):
    assert reread_equals(SOURCE, data / DATA / "good_cp932.csv") > 0
