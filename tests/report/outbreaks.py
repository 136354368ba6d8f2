"""An invented outbreak for the papers."""

from __future__ import annotations

from sekisho.case.account.facts import Happening, Mailbox, Network, Opening, Outbreak
from sekisho.case.facts import Count, Reference

from .cases import EVENTS, at, ref, why

MAILLOG = "mail/maillog"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def _there(host: str, clock: str, value: str, position: int) -> Happening:
    return Happening(host, "k.uno", at(clock), value, (Reference(EVENTS, position, "record"),))


def outbreak() -> Outbreak:
    """One campaign, its numbers adding up, with bounds, unknowns and a contradiction."""
    opening = Opening(
        host="ZEIMU-PC03",
        user="k.uno",
        time=at("13:35:28"),
        value="請求書_20160603.zip",
        executed=True,
        definition="1.223.951.0",
        definition_age_s=17_668.0,
        evidence=(Reference(EVENTS, 77, "record"),),
    )
    stopped = Opening(
        host="FUKUSHI-PC11",
        user=None,
        time=at("15:10:00"),
        value="請求書_20160603.zip",
        executed=False,
        definition=None,
        definition_age_s=None,
        evidence=(Reference(EVENTS, 78, "record"),),
    )
    return Outbreak(
        subjects=("請求書の送付",),
        attachments=("請求書_20160603.zip", "請求書_20160604.zip"),
        hashes=(SHA256,),
        first=at("13:21:22"),
        last=at("17:02:01"),
        messages=12,
        received=Count(20, 24),
        refused=Count(1, 5),
        blocked=6,
        delivered=11,
        unsettled=2,
        mailboxes=(
            Mailbox("uno@town.example.jp", "宇野 健", "税務課", 3, 1, Count(4, 9), None),
            Mailbox("seki@town.example.jp", "", "", 8, 0, None, why("outbreak.mailbox.not_here")),
        ),
        opened=(opening, stopped),
        executed=(_there("ZEIMU-PC03", "13:35:28", "請求書_20160603.zip", 77),),
        contacted=(_there("ZEIMU-PC03", "13:35:33", "198.51.100.77", 79),),
        detected=(_there("FUKUSHI-PC11", "15:10:00", "Trojan:JS/X", 80),),
        cleaned=(_there("FUKUSHI-PC11", "15:10:04", "Trojan:JS/X", 81),),
        not_cleaned=("ZEIMU-PC03",),
        not_known=("GIIN-PC02",),
        networks=(
            Network("行政系", 60, 2, 1, 1, 1, 1, ()),
            Network("議会系", 4, 0, 0, 0, 0, 0, ("GIIN-PC02",)),
        ),
        disagreements=(why("outbreak.kept_but_stopped", ref(MAILLOG, 9), count="1"),),
        reasons=(why("outbreak.reading_not_recorded"),),
        records={"refused": (ref(MAILLOG, 7),), "delivered": (ref(MAILLOG, 9),)},
    )
