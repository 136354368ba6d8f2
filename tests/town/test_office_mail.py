"""The mass mail played for real, before and behind the gate.

A real Postfix and Dovecot, real mails read by IMAP from thirty computers, real calls through Squid.
There is no Windows here: what Windows would have written is told by the exercises' writer, at the
moments at which the people of the town really opened what they opened.
"""

from __future__ import annotations

import email
import hashlib
import html
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from tests.town.office import places
from tests.town.office.campaign import STRANGER, listed
from tests.town.office.letters import Letter, address
from tests.town.office.mail_day import SILENT, MailDay, mail_day
from tests.town.office.mail_played import STAGES, off_mail_day, on_mail_days
from tests.town.office.played import DONE, SEED, Played, once
from tests.town.office.postoffice import missing

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
TOWN = places.town(SEED)
DAY = mail_day(TOWN, SEED)
RAN = {person.pc.host for person, _, runs in DAY.openings if runs}
STOPPED = {person.pc.host for person, _, runs in DAY.openings if not runs}
UNSEEN = {TOWN.people[at].pc.host for at in SILENT}
DELETED = DAY.openings[2][1].id


@pytest.fixture(scope="module")
def off(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return off_mail_day(tmp_path_factory)


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return on_mail_days(tmp_path_factory)


@pytest.fixture(scope="module")
def case(off: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the case that the command made of the collected evidence."""

    def investigated(folder: Path) -> None:
        _investigate(off, folder / "case")
        (folder / DONE).write_bytes(b"{}")

    return once(tmp_path_factory, "mail-case", investigated) / "case"


def _investigate(off: Played, case: Path) -> None:
    words = ["investigate", str(off.evidence), "--case", str(case), "--workers", "0"]
    assert main([*words, "--rulebook", str(off.rulebook)]) == 0


@pytest.fixture(scope="module")
def account(case: Path) -> dict[str, Any]:
    """The one outbreak."""
    (found,) = json.loads((case / "case.json").read_bytes())["outbreaks"]
    outbreak: dict[str, Any] = found
    return outbreak


def copies(day: MailDay, *kinds: str) -> list[tuple[Letter, str]]:
    """Each mail of these kinds (all when none is named) with each of its people in the town."""
    accounts = {address(one) for one in TOWN.people}
    return [
        (one, to) for one in day.letters if not kinds or one.kind in kinds
        for to in one.to if to in accounts
    ]  # fmt: skip


def hosts(found: list[dict[str, Any]]) -> set[str]:
    return {one["host"] for one in found}


def test_everybody_could_work(off: Played) -> None:
    bad = [one for one in off.acts if one["status"] not in (200, 250)]
    assert {one["kind"] for one in bad} == {"campaign"}
    assert len(off.acts) > 200


def test_every_mail_without_the_gate_is_in_its_box(off: Played) -> None:
    taken = [(one.id, to) for one, to in copies(DAY) if not (one.client and listed(one))]
    due = Counter((to.partition("@")[0], id_) for id_, to in taken if id_ != DELETED)
    found = Counter((box, id_) for box, some in off.told["boxes"].items() for id_ in some)
    left = Counter({key: n for key, n in found.items() if key[1] != DELETED})
    assert left == due


def test_the_copies_are_counted_as_they_were(account: dict[str, Any], off: Played) -> None:
    mass = copies(DAY, "campaign")
    refused = [(one, to) for one, to in mass if listed(one)]
    noted = sum(len(one["refused"]) for one in off.acts if one["what"] == "send")
    assert noted == len(refused) > 0
    assert account["delivered"] == len(mass) - len(refused)
    # at the door neither subject nor attachment is known: the upper bound alone holds them
    assert account["refused"] == {"low": 0, "high": len(refused)}
    assert account["received"] == {"low": account["delivered"], "high": len(mass)}
    assert (account["blocked"], account["unsettled"]) == (0, 0)
    assert account["messages"] == len({one.id for one, _ in mass if not listed(one)})


def test_who_received_it(account: dict[str, Any]) -> None:
    due = Counter(to for one, to in copies(DAY, "campaign") if not listed(one))
    assert {one["address"]: one["copies"] for one in account["mailboxes"]} == due
    assert all(one["person"] and one["department"] for one in account["mailboxes"])


def test_who_opened_ran_and_called(account: dict[str, Any]) -> None:
    assert hosts(account["opened"]) == (RAN | STOPPED) - UNSEEN
    assert hosts(account["executed"]) == RAN - UNSEEN
    assert hosts(account["contacted"]) == RAN, "the proxy saw those too that send no records"
    assert {one["value"] for one in account["contacted"]} == {STRANGER}
    assert set(account["not_known"]) == UNSEEN
    whose = {one.pc.host: one.account for one in TOWN.people}
    assert all(one["user"] == whose[one["host"]] for one in account["opened"])
    assert hosts(account["cleaned"]) > STOPPED
    assert set(account["not_cleaned"]) == RAN - UNSEEN - hosts(account["cleaned"])
    assert all(one["definition"] for one in account["opened"])


def test_what_the_sources_do_not_agree_on_is_told(account: dict[str, Any]) -> None:
    """Computers without records that called all the same."""
    (told,) = account["disagreements"]
    assert told["code"] == "outbreak.called_without_opening"
    assert told["values"]["count"] == str(len(RAN & UNSEEN)) != "0"


def test_the_networks_add_up(account: dict[str, Any]) -> None:
    for what in ("opened", "executed", "contacted", "cleaned"):
        assert sum(one[what] for one in account["networks"]) == len(account[what])


def test_whose_data_lies_in_the_boxes(account: dict[str, Any]) -> None:
    """Citizens by name, each once in a box however often they wrote; ``Re:`` quotes them again."""
    due: dict[str, set[str]] = {}
    for letter, to in copies(DAY):
        due.setdefault(to, set()).update(letter.persons)
    for box in account["mailboxes"]:
        count = len(due[box["address"]])
        assert (box["persons"], box["reason"]) == ({"low": count, "high": count}, None)


def test_a_list_that_arrives_later_reopens_the_case(
    off: Played, case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An offer of a firm, not noticed by anybody, is known a week later by its hash."""
    case = Path(shutil.copytree(case, tmp_path / "case"))  # the others' case knows no list
    letter, to = next(pair for pair in copies(DAY, "firm"))
    (digest,) = _attached(off, letter.id)
    late = tmp_path / "late.txt"
    lines = (digest, STRANGER, "attachment: 支払確認_*.zip", "subject: 支払確認", "0" * 64)
    late.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    words = ["mail", "lookback", str(late), "--case", str(case), "--rulebook", str(off.rulebook)]
    assert main([*words, "--json", "--workers", "0"]) == 0
    looked = json.loads(capsys.readouterr().out)["indicators"]
    assert [one["outcome"] for one in looked] == ["met", "met", "met", "met", "not_met"]
    assert {one["user"] for one in looked[0]["meetings"]} == {to}
    assert looked[4]["searched"], "not met: told together with what was searched"
    reached = {
        to
        for one in (*looked[2]["meetings"], *looked[3]["meetings"]) if one["state"] == "delivered"
        for to in one["user"].split(", ")
    }  # fmt: skip
    assert reached == {to for one, to in copies(DAY, "campaign") if not listed(one)}
    _investigate(off, case)
    changes = json.loads((case / "changes.json").read_bytes())
    assert to in json.dumps(changes, ensure_ascii=False)
    assert digest in json.dumps(changes, ensure_ascii=False)


def _attached(off: Played, id_: str) -> set[str]:
    """Hashes of the attachments of a mail in the collected boxes, by means of our own."""
    for path in (off.evidence / "mailboxes").rglob("*"):
        if path.is_file() and id_.encode() in path.read_bytes():
            mail = email.message_from_bytes(path.read_bytes())
            return {
                hashlib.sha256(part.get_payload(decode=True)).hexdigest()  # type: ignore[arg-type]
                for part in mail.walk()
                if part.get_content_disposition() == "attachment"
            }
    raise AssertionError(id_)


def test_the_council_is_answered_from_records_or_told_why_not(
    case: Path, account: dict[str, Any], off: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    """The questions of June 2016, each where the paper answers it."""
    capsys.readouterr()
    words = ["report", "council", "--case", str(case), "--rulebook", str(off.rulebook)]
    assert main([*words, "--json"]) == 0
    page = Path(json.loads(capsys.readouterr().out)["papers"][0])
    said = _sections(page.read_text(encoding="utf-8"))
    received, refused = account["received"], account["refused"]
    opened, ran = len(account["opened"]), len(account["executed"])
    zone = next(one for one in account["networks"] if one["zone"] == "議会系")
    for question, told in {
        "why": "根拠 証",
        "received": f"送られたものは{received['low']}通から{received['high']}通で、その内訳は、"
        f"拒否{refused['low']}通から{refused['high']}通、遮断0通、配送{account['delivered']}通",
        "opened": f"開いた記録のある機器は{opened}台、うち実行の記録のあるもの{ran}台",
        "does": "外部（198.19.250.77）と通信した記録がある",
        "definitions": f"開いた時の記録がある{opened}台では、定義ファイル",
        "boxes": f"中身を確かめた{len(account['mailboxes'])}箱のメールに",
        "networks": f"議会系：機器{zone['computers']}台のうち、開封{zone['opened']}台",
        "others": "自らの記録が得られていないパソコンが2台",
        "what": "流出が確認されたもの0件",
        "records": "記録の途切れ0件",
    }.items():
        assert told in said[f"question-{question}"], question
    # nothing of these is in any record of this town: said so, with the reason
    for question, why in {
        "same": "比べる資料がない",
        "checked": "事案票の「判断」に書かれていない",
        "protected": "調査の対象にしていない",
        "warned": "証拠に含まれていない",
        "reported": "未定",
        "suffered": "特定できない",
        "promised": "未定",
    }.items():
        assert why in said[f"question-{question}"], question


def _sections(page: str) -> dict[str, str]:
    """The words of each section, by its id."""
    parts = re.split(r'<section[^>]*id="([^"]*)"[^>]*>', page)
    plain = (
        re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", one))) for one in parts[2::2]
    )
    return dict(zip(parts[1::2], plain, strict=True))


@pytest.mark.parametrize("stage", STAGES)
def test_no_mail_is_lost_behind_the_gate(on: Played, stage: str) -> None:
    """Every mail of the day is in each of its boxes, held, or was refused by a told answer."""
    day = mail_day(TOWN, STAGES[stage])
    told = on.told[stage]
    sent = {one["id"]: one for one in told["acts"] if one["what"] == "send"}
    boxes = {(id_, box) for box, some in told["boxes"].items() for id_ in some}
    held = Counter(told["held"])
    assert max(held.values(), default=1) == 1
    for letter, to in copies(day):
        ends = [
            (letter.id, to.partition("@")[0]) in boxes,
            letter.id in held,
            to in sent[letter.id]["refused"] or sent[letter.id]["status"] >= 500,
            letter.id == day.openings[2][1].id and stage == "observe",  # its reader deleted it
        ]
        assert sum(ends) == 1 or (ends[0] and ends[3]), (letter.kind, letter.id, ends)


def test_observing_holds_nothing_and_writes_everything_down(on: Played) -> None:
    told, day = on.told["observe"], mail_day(TOWN, STAGES["observe"])
    assert told["held"] == []
    record = {one["message_id"]: one for one in on.told["record"] if one["stage"] == "observe"}
    taken = {one["id"] for one in told["acts"] if one["what"] == "send" and one["status"] == 250}
    assert record.keys() == taken
    assert {one["done"] for one in record.values()} == {"accept"}
    mass = {one.id for one in day.letters if one.kind == "campaign"} & taken
    assert {record[id_]["verdict"] for id_ in mass} == {"hold"}


def test_enforcing_holds_the_campaign_and_disturbs_whom_it_says(on: Played) -> None:
    told, day = on.told["enforce"], mail_day(TOWN, STAGES["enforce"])
    record = {one["message_id"]: one for one in on.told["record"] if one["stage"] == "enforce"}
    done: dict[str, set[str]] = {}
    for one in record.values():
        done.setdefault(one["done"], set()).add(one["message_id"])
    mass = {one.id for one in day.letters if one.kind == "campaign" and not listed(one)}
    # answers that quote a citizen's address wait for a superior: the rulebook says so
    leaving = {one.id for one in day.letters if one.kind == "reply" and one.persons}
    assert done["hold"] == mass | leaving == set(told["held"])
    assert leaving
    assert not done.keys() & {"refuse", "harmless"}
    rules = {id_: {one["rule"] for one in record[id_]["rules"]} for id_ in done["hold"]}
    assert all("mail.script" in rules[id_] for id_ in mass)
    assert any("mail.burst" in rules[id_] for id_ in mass)
    assert all(rules[id_] >= {"mail.personal_text"} for id_ in leaving)
    opened = [one for one in told["acts"] if one["what"] == "open"]
    assert {one["status"] for one in opened} == {404}, "nobody found it in the box"


def test_what_passed_while_observing_is_found_by_the_record(
    on: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The gate's own record answers a late list: whom it reached, and what was held later."""
    late = tmp_path / "late.txt"
    late.write_text("attachment: 支払確認_*.zip\n", encoding="utf-8")
    words = ["mail", "lookback", str(late), "--from", str(on.folder / "state"), "--json"]
    capsys.readouterr()
    main([*words, "--rulebook", str(on.rulebook), "--workers", "0"])
    (looked,) = json.loads(capsys.readouterr().out)["indicators"]
    found: dict[str, set[str]] = {}
    for one in looked["meetings"]:
        found.setdefault(one["state"], set()).update(one["user"].split(", "))
    for stage, state in (("observe", "delivered"), ("enforce", "held")):
        mass = copies(mail_day(TOWN, STAGES[stage]), "campaign")
        assert found[state] == {to for one, to in mass if not listed(one)}
