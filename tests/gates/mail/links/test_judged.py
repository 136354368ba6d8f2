"""Links against categories, lists, indicators, hosts visited, and against what they pretend."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.links.found import link
from sekisho.gates.mail.links.judged import Sites, SitesError, sites
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from sekisho.gates.web.lists.building import compiled
from sekisho.gates.web.lists.reading import read_folder
from sekisho.gates.web.seen import Seen
from sekisho.rulebook import Rulebook, load
from tests.gates.mail import mail, rulebook

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
WEB = {
    "private_use": "休憩時間のみ可",
    "remote_tools": "禁止",
    "refused_files": [".scr"],
    "categories": [
        {"name": "詐欺", "judgement": "禁止", "domains": ["evil.test"], "lists": ["phishing"]},
        {"name": "買物", "judgement": "不適切", "domains": ["shop.test"]},
    ],
    "exceptions": [
        {"domains": ["let.evil.test"], "reason": "x", "until": "2027-01-01", "ticket": "R1"}
    ],
}


def book(folder: Path, **mail_: Any) -> Rulebook:
    rulebook(folder, **mail_)
    path = folder / "rulebook.yaml"
    text = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**text, "web": WEB}, allow_unicode=True), encoding="utf-8")
    return load(path)


def against(folder: Path, **links: str) -> Sites:
    return sites(book(folder, links=links, partners=[
        {"name": "関建設", "domains": ["seki-kensetsu.example"]},
    ]))  # fmt: skip


def codes(judged: Sites, given: str, shown: str = "") -> list[str]:
    one = link(given, "", shown)
    assert one is not None
    return [sign.code for sign in judged.signs(one, AT)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://evil.test/a", ["mail.site_category"]),
        ("https://deep.evil.test/a", ["mail.site_category"]),
        ("https://r.test/?url=https%3A%2F%2Fevil.test", ["mail.site_category"]),
        ("https://let.evil.test/", []),
        ("https://shop.test/", []),
        ("https://good.test/", []),
        ("https://www.anydesk.com/download", ["mail.site_remote_tool"]),
        ("https://good.test/a.scr?x=1", ["mail.site_file"]),
        ("hxxps://evil[.]test/a", ["mail.site_defanged"]),
        ("hxxps://good[.]test/a", []),
        ("https://town.seki.example@evil.test/", ["mail.site_category", "mail.site_disguised"]),
        ("https://user:word@good.test/", []),
        ("https://town.seki.example@good.test/", ["mail.site_disguised"]),
        ("https://town.sekl.example/", ["mail.site_like_own"]),
        ("https://town.seki.example.good.test/", ["mail.site_like_own"]),
        ("https://seki-kensetzu.example/", ["mail.site_like_own"]),
        ("https://www.town.seki.example/", []),
        ("https://\u0430pple.test/", ["mail.site_mixed"]),
        ("https://日本語.test/", []),
    ],
)
def test_by_the_rulebook_alone(given: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(against(tmp_path), given) == expected


@pytest.mark.parametrize(
    ("given", "shown", "expected"),
    [
        ("https://good.test/", "www.good.test", []),
        ("https://mail.good.co.jp/", "www.good.co.jp", []),
        ("https://other.co.jp/", "www.good.co.jp", ["mail.site_shown"]),
        ("https://track.test/?u=https://good.test/", "good.test", []),
        ("https://track.test/x", "good.test", ["mail.site_shown"]),
        ("https://track.test/x", "www.town.seki.example", ["mail.site_as_own"]),
        ("https://track.test/x", "seki-kensetsu.example", ["mail.site_as_own"]),
    ],
)
def test_what_is_shown_beside_where_it_leads(
    given: str, shown: str, expected: list[str], tmp_path: Path
) -> None:
    assert codes(against(tmp_path), given, shown) == expected


def test_by_the_web_gates_own_lists(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "phishing").write_text("bad.test\nrented.test/page\n", encoding="utf-8")
    path = tmp_path / "web.lists"
    path.write_bytes(compiled(read_folder(tmp_path / "lists")))
    judged = against(tmp_path, lists=str(path))
    assert judged.lists_missing == ()
    assert codes(judged, "https://www.bad.test/") == ["mail.site_category"]
    assert codes(judged, "https://rented.test/page?x=1") == ["mail.site_category"]
    assert codes(judged, "https://rented.test/other") == []
    assert against(tmp_path).lists_missing == ("phishing",)


def test_by_indicators(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "pref.txt").write_text(
        "told[.]test\nhxxp://page[.]test/bad\n192.0.2.77\n件名：請求書\n?\n", encoding="utf-8"
    )
    judged = against(tmp_path, indicators=str(folder))
    one = link("https://a.told.test/x")
    assert one is not None
    (sign,) = judged.signs(one, AT)
    assert (sign.code, sign.value) == (
        "mail.site_indicator", "https://a.told.test/x (pref.txt:1 told[.]test)",
    )  # fmt: skip
    assert codes(judged, "http://page.test/bad") == ["mail.site_indicator"]
    assert codes(judged, "http://page.test/good") == []
    assert codes(judged, "http://0xc000024d/") == ["mail.site_indicator"]
    assert judged.unusable == 1


def test_a_host_that_nobody_visited(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    seen = Seen(path)
    assert seen.first("good.test")
    seen.save()
    judged = against(tmp_path, seen=str(path))
    assert codes(judged, "https://good.test/") == []
    assert codes(judged, "https://new.test/") == ["mail.site_new"]


@pytest.mark.parametrize("what", ["lists", "indicators"])
def test_what_cannot_be_read_is_named(what: str, tmp_path: Path) -> None:
    with pytest.raises(SitesError) as told:
        against(tmp_path, **{what: str(tmp_path / "nowhere")})
    assert told.value.path == tmp_path / "nowhere"


def test_a_list_that_is_none_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "a.bin").write_bytes(b"\xff\x00\x81")
    with pytest.raises(SitesError) as told:
        against(tmp_path, indicators=str(folder))
    assert told.value.path == folder / "a.bin"


def test_a_mail_with_such_a_link(tmp_path: Path) -> None:
    own = book(tmp_path, thresholds={"links": 3})
    judge = Judge(own, Stages("enforce"))
    outside = Envelope("192.0.2.9", sender="a@firm.example", at=AT)
    data = mail(body="https://evil.test/a をご覧ください。")
    judged, _ = judge.of(data, outside)
    assert (judged.verdict, [one.code for one in judged.signs]) == ("tag", ["mail.site_category"])
    within, _ = judge.of(data, replace(outside, client="198.18.20.5"))
    assert "mail.site_category" not in [one.code for one in within.signs]
    many = mail(body="\n".join(f"https://good{number}.test/" for number in range(9)))
    judged, _ = judge.of(many, outside)
    assert [(one.code, one.value) for one in judged.signs] == [("mail.sites_beyond", "3")]


def test_the_rulebook_says_what_is_done(tmp_path: Path) -> None:
    own = book(tmp_path, rules=[{"rule": "mail.site_category", "verdict": "保留", "reason": "x"}])
    data = mail(body="https://evil.test/a")
    outside = Envelope("192.0.2.9", sender="a@firm.example", at=AT)
    for stage, done in (("observe", "accept"), ("warn", "tag"), ("enforce", "hold")):
        judged, _ = Judge(own, Stages(stage)).of(data, outside)  # type: ignore[arg-type]
        assert (judged.verdict, judged.done) == ("hold", done)
