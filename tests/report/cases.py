"""Invented cases: one that fills every field, one with nothing, one that is large."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sekisho.case.facts import (
    Case,
    ClockOffset,
    Contact,
    Count,
    Coverage,
    Exposure,
    FindingFact,
    Gap,
    Hour,
    MadeBy,
    NotRead,
    Reason,
    Reference,
    Session,
    SilentHost,
    SourceCoverage,
    Statement,
    Step,
    Volume,
    WebUse,
    Window,
)
from sekisho.case.nothing import nothing
from sekisho.events.time import JAPAN

HOSTILE = "<script>alert('x')</script>"
PROXY = "proxy/access.log"
EVENTS = "pc/GIKAI-PC07.evtx"
AUDIT = "nas/full_audit-髙﨑.log"
HEARING = "聞き取り_𠮷邉課長.txt"
TOOL = "AnyDesk"


def at(clock: str, day: int = 3) -> datetime:
    """A moment in June 2016, Japan time, in UTC."""
    local = datetime.fromisoformat(f"2016-06-{day:02d}T{clock}").replace(tzinfo=JAPAN)
    return local.astimezone(UTC)


def ref(evidence: str = PROXY, position: int | None = 1, unit: str | None = "line") -> Reference:
    return Reference(evidence, position, unit)


def why(code: str, *evidence: Reference, **values: str) -> Reason:
    return Reason(code, MappingProxyType(values), evidence)


def rich() -> Case:
    """Every field filled, hostile names and rare characters among them."""
    window = Window(
        start=at("16:03:05"),
        end=at("16:41:09.5"),
        start_uncertainty_s=4.2,
        end_uncertainty_s=2.0,
        host="GIKAI-PC07",
        user="t.takasaki",
        address="192.168.10.57",
        tool=TOOL,
        evidence=(ref(PROXY, 4711), ref(PROXY, 4790), ref(EVENTS, 331, "record")),
        start_evidence=(ref(PROXY, 4711),),
        end_evidence=(ref(PROXY, 4790),),
        interruptions=((at("16:20:00"), at("16:22:30")),),
        reasons=(
            why(
                "window.start",
                ref(PROXY, 4711),
                source="squid.proxy",
                offset_s="+3.2",
                uncertainty_s="4",
            ),
            why(
                "window.end",
                ref(PROXY, 4790),
                source="squid.proxy",
                offset_s="+3.2",
                uncertainty_s="2",
            ),
        ),
    )
    return Case(
        now=at("11:00:00", 23),
        window=window,
        window_reason=None,
        windows=(window,),
        sessions=_sessions(),
        cause=_cause(),
        spread=(
            Contact(
                "spread.page",
                "support-keikoku.example",
                "ZEIMU-PC02",
                "h.yoshida",
                "192.168.10.61",
                at("10:12:00"),
                at("10:15:00"),
                4,
                (ref(PROXY, 900),),
            ),
            Contact(
                "spread.mail",
                "請求書.zip",
                None,
                "s.watanabe",
                None,
                at("09:00:00"),
                at("09:00:00"),
                1,
                (ref("mail/maillog", 12),),
            ),
        ),
        volume=Volume(
            48_234_567,
            why("volume.sent", ref(PROXY, 4790), bytes="48234567", sources="squid.proxy"),
            (ref(PROXY, 4790),),
        ),
        exposure=_exposure(),
        coverage=_coverage(),
        clocks=(
            ClockOffset(
                "squid.proxy",
                None,
                3.2,
                1.0,
                (
                    why(
                        "clock.same_things",
                        ref(PROXY, 5),
                        things="41",
                        reference="fortigate.firewall",
                        offset_s="+3.2",
                        uncertainty_s="1",
                    ),
                ),
            ),
            ClockOffset(
                "evtx.windows",
                "GIKAI-PC07",
                -75.0,
                30.0,
                (why("clock.unknown", uncertainty_s="30"),),
            ),
            ClockOffset(
                "samba.share", "NAS01", 0.0, 0.5, (why("clock.reference", source="samba.share"),)
            ),
        ),
        unread=(
            NotRead(f"その他/{HOSTILE}.bin", why("not_read.unknown_format")),
            NotRead(EVENTS, why("not_read.pieces"), 3, 118, "record"),
        ),
        statements=(
            Statement(
                "s1",
                "start",
                "午後3時ごろ、髙﨑さんの画面に警告が出た",
                at("15:00:00").isoformat(),
                (ref(HEARING, 3),),
                None,
                "𠮷邉課長",
            ),
            Statement(
                "s1-corrected",
                "start",
                "当初「午後3時ごろ」としていた",
                at("16:03:05").isoformat(),
                (ref(PROXY, 4711),),
                "s1",
                None,
                (
                    why(
                        "statement.correct.start",
                        ref(PROXY, 4711),
                        said="午後3時ごろ",
                        found="2016-06-03T16:03:05+09:00",
                        minutes="63",
                    ),
                ),
            ),
            Statement(
                "s2",
                "tool",
                "エニーデスクと聞いた",
                TOOL,
                (ref(HEARING, 5),),
                None,
                "𠮷邉課長",
                (why("statement.agrees.tool"),),
            ),
        ),
        findings=(
            *(
                FindingFact(
                    "sekisho-fake-support-page",
                    "偽のサポート警告ページ",
                    "high",
                    at(f"15:5{n}:00"),
                    "GIKAI-PC07",
                    ref(PROXY, 4600 + n),
                )
                for n in range(6)
            ),
            FindingFact(
                "sekisho-log-cleared",
                f"記録の消去 {HOSTILE}",
                "critical",
                at("16:44:00"),
                "GIKAI-PC07",
                ref(EVENTS, 340, "record"),
            ),
            FindingFact("no-time", "時刻のない検知", "odd", None, None, ref("x.csv", None, None)),
        ),
        web_use=(
            WebUse(
                "t.takasaki",
                "GIKAI-PC07",
                "work",
                "趣味 ①",
                True,
                214,
                95,
                at("09:12:00", 1),
                at("16:02:00"),
                (ref(PROXY, 20),),
            ),
            WebUse(None, None, "break", None, False, 3, 2, at("12:10:00"), at("12:12:00"), ()),
        ),
        web_use_purpose=MappingProxyType(
            {"purpose": "事案の原因の調査", "approved_by": "総務課長 山﨑"}
        ),
        doubts=(why("note.zone_assumed", ref("rtx/yamaha.log", None, None), zone="Asia/Tokyo"),),
        assumptions=(why("rulebook.assumed.hours.start", value="8:30"),),
        persons=Count(387, 392),
        households=Count(117, 117),
        evidence_files=MappingProxyType(
            {
                PROXY: "a1" * 32,
                EVENTS: "b2" * 32,
                AUDIT: "c3" * 32,
                HEARING: "d4" * 32,
                "mail/maillog": "e5" * 32,
            }
        ),
        made_by=MadeBy(
            "sekisho",
            "0.1.0",
            "f6" * 32,
            "07" * 32,
            "18" * 32,
            MappingProxyType({"duckdb": "1.4.0"}),
        ),
    )


def _sessions() -> tuple[Session, ...]:
    common = {"clock_offset_s": 3.2, "start_uncertainty_s": 4.2, "end_uncertainty_s": 2.0}
    return (
        Session(
            "KENSETSU-PC01",
            "vendor",
            "192.168.10.80",
            "TeamViewer",
            at("10:30:00"),
            at("10:52:11"),
            judgement="registered",
            reasons=(why("session.registered", ticket="H28-014", contractor="関システム"),),
            evidence=(ref(PROXY, 812),),
            ticket="H28-014",
            decided_by="情報係長 栁",
            sent_bytes=812_000,
            **common,
        ),
        Session(
            "ZEIMU-PC02",
            None,
            "192.168.10.61",
            TOOL,
            at("16:05:00"),
            at("16:05:01"),
            judgement="blocked",
            reasons=(why("session.blocked", count="2"),),
            evidence=(ref(PROXY, 4720), ref(PROXY, 4721)),
            **common,
        ),
        Session(
            "GIKAI-PC07",
            "t.takasaki",
            "192.168.10.57",
            TOOL,
            at("16:03:05"),
            at("16:41:09.5"),
            judgement="incident",
            reasons=(
                why(
                    "session.sign.fake_page",
                    ref(PROXY, 4600),
                    site="support-keikoku.example",
                    time="2016-06-03T15:58:12+09:00",
                    why="title",
                ),
                why(
                    "session.sign.erased",
                    ref(EVENTS, 340, "record"),
                    time="2016-06-03T16:44:00+09:00",
                    channel="Security",
                ),
            ),
            evidence=tuple(ref(PROXY, 4711 + n) for n in range(9)),
            sent_bytes=48_234_567,
            peers=("relay-1.net.anydesk.example", "203.0.113.9"),
            **common,
        ),
        Session(
            None,
            None,
            "192.168.10.99",
            "UltraViewer",
            at("16:20:00"),
            at("16:31:00"),
            judgement="unexplained",
            reasons=(why("session.unexplained"),),
            evidence=(ref(PROXY, 4750),),
            **common,
        ),
    )


def _cause() -> tuple[Step, ...]:
    def step(clock: str, what: str, *evidence: Reference, **values: str) -> Step:
        return Step(at(clock), "GIKAI-PC07", what, MappingProxyType(values), evidence)

    return (
        step("15:52:00", "cause.page", ref(PROXY, 4501), site="jinja-meguri.example"),
        step("15:58:10", "cause.redirect", ref(PROXY, 4590), site="ad.example"),
        step(
            "15:58:12",
            "cause.fake_page",
            ref(PROXY, 4600),
            site="support-keikoku.example",
            uri=f"/{HOSTILE}",
        ),
        step("15:58:20", "cause.silence", minutes="3", end="2016-06-03T16:01:40+09:00"),
        step(
            "16:01:40", "cause.tool_site_tls", ref(PROXY, 4700), site="anydesk.example", tool=TOOL
        ),
        step(
            "16:02:20",
            "cause.download",
            ref(PROXY, 4705),
            site="anydesk.example",
            path="C:\\Users\\髙﨑\\Downloads\\AnyDesk.exe",
        ),
        step("16:02:50", "cause.run", ref(EVENTS, 331, "record"), tool=TOOL),
        step(
            "16:03:05",
            "cause.session",
            ref(PROXY, 4711),
            tool=TOOL,
            end="2016-06-03T16:41:09+09:00",
        ),
        step("16:44:00", "cause.erase", ref(EVENTS, 340, "record"), channel="Security"),
        step("16:45:00", "cause.of_a_later_version", ref(EVENTS, 341, "record"), kind="x"),
    )


def _exposure() -> tuple[Exposure, ...]:
    opened = why("exposure.opened_server", ref(AUDIT, 77), time="2016-06-03T16:12:31+09:00")
    counted = why("personal.counted_of_a_later_version", ref("share/名簿.xlsx", 2, "row"))
    return (
        Exposure(
            "share/名簿.xlsx",
            "\\\\NAS01\\gikai\\議員名簿（髙﨑・𠮷邉）.xlsx",
            "NAS01",
            "proven",
            (opened,),
            Count(387, 392),
            Count(0, 0),
            counted,
            (ref(AUDIT, 77), ref(AUDIT, 78)),
            "29" * 32,
        ),
        Exposure(
            "pc/緊急連絡先㐂.xls",
            "C:\\Users\\髙﨑\\緊急連絡先①㐂.xls",
            "GIKAI-PC07",
            "possible",
            (why("exposure.on_controlled_pc"),),
            Count(0, 0),
            Count(117, 117),
            None,
        ),
        Exposure(
            None,
            f"C:\\Users\\髙﨑\\{HOSTILE}.docx",
            "GIKAI-PC07",
            "possible",
            (why("exposure.on_controlled_pc"),),
            None,
            None,
            why("exposure.not_among_evidence"),
        ),
        Exposure(
            "share/予算.pdf",
            "\\\\NAS01\\zaisei\\予算.pdf",
            "NAS01",
            "excluded",
            (why("exposure.audited_not_read", ref(AUDIT, 1), source="samba.share"),),
            None,
            None,
            None,
        ),
        Exposure(
            "pc2/メモ.txt",
            None,
            None,
            "unknown",
            (why("exposure.place_unknown"),),
            Count(1, 1),
            None,
            None,
        ),
    )


def _coverage() -> Coverage:
    start = at("00:00:00", 2)
    hours = tuple(
        Hour(source, host, start + timedelta(hours=n), 1 + (n * 37) % 900)
        for source, host in (
            ("squid.proxy", None),
            ("samba.share", "NAS01"),
            ("evtx.windows", "GIKAI-PC07"),
        )
        for n in range(60)
        if not (source == "evtx.windows" and n > 39)
    )
    return Coverage(
        sources=(
            SourceCoverage(
                "squid.proxy", (PROXY,), (), at("00:00:00", 2), at("12:00:00", 4), 21_345, 2, 1
            ),
            SourceCoverage(
                "samba.share", (AUDIT,), ("NAS01",), at("00:00:00", 2), at("12:00:00", 4), 4_001, 0
            ),
            SourceCoverage(
                "evtx.windows",
                (EVENTS,),
                ("GIKAI-PC07",),
                at("00:00:00", 2),
                at("15:30:00"),
                812,
                3,
            ),
            SourceCoverage("xlsx.document", ("share/名簿.xlsx",), (), None, None, 40, 0),
        ),
        gaps=(
            Gap("evtx.windows", at("15:30:00"), at("16:44:00"), "GIKAI-PC07", "gap.cleared"),
            Gap("squid.proxy", at("02:00:00"), at("04:30:00")),
        ),
        silent_hosts=(SilentHost("KYUSHOKU-PC01", (ref("register.xlsx", 12, "row"),)),),
        hours=hours,
    )


def empty() -> Case:
    """No evidence, no window."""
    made = MadeBy("sekisho", "0.1.0", None, None, "00" * 32, MappingProxyType({}))
    return replace(nothing(at("11:00:00", 23), "0.1.0"), made_by=made)


def large(count: int = 5000) -> Case:
    """Thousands of findings and documents."""
    case = rich()
    first = case.exposure[3]
    documents = tuple(
        replace(
            first,
            path=f"share/{n % 40}/{n}.pdf",
            original_path=f"\\\\NAS01\\zaisei\\{n % 40}\\{n}.pdf",
        )
        for n in range(count)
    )
    findings = tuple(
        replace(
            case.findings[n % 6], time=at("15:00:00") + timedelta(seconds=n), evidence=ref(PROXY, n)
        )
        for n in range(count)
    )
    return replace(case, exposure=(*case.exposure, *documents), findings=findings)


def with_name(name: str) -> Case:
    """The rich case with one more document of that name."""
    case = rich()
    return replace(case, exposure=(*case.exposure, replace(case.exposure[1], original_path=name)))
