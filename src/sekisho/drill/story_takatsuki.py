"""The Takatsuki exercise: a mass mail with unknown malware reaches many departments."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from random import Random

from sekisho.drill import infection, names, outbreak, registers, rulebook, side_stories, town
from sekisho.drill.clock import DAY, HOUR, MINUTE, Span, at, iso, local, midnight
from sekisho.drill.infection import Opening
from sekisho.drill.leases import Holding
from sekisho.drill.mailroom import write_mail
from sekisho.drill.noise_share import ordinary_acts
from sekisho.drill.options import Options
from sekisho.drill.post import Mail
from sekisho.drill.records import write_dhcp, write_share, write_windows
from sekisho.drill.scene import Scene, set_stage
from sekisho.drill.shares import ShareAct
from sekisho.drill.town import Pc
from sekisho.drill.write import office
from sekisho.drill.write.samba import CUSTOM_PREFIX, DEFAULT_PREFIX

CONTRACTOR, BEFORE, DENIED, CURIOUS, REFUSED, SILENT = 2, 3, 4, 5, 6, 8
_TAKEN = {1, CONTRACTOR, BEFORE, DENIED, CURIOUS, REFUSED, SILENT, 9}
SPARE = "PC-YOBI01"


def tell(out: Path, options: Options) -> Scene:
    """Write the exercise below `out`; gives the scene with its truth filled in."""
    options = dataclasses.replace(options, pcs=max(options.pcs, 80))
    place = Random(f"takatsuki/{options.seed}/place").choice(names.CITIES)
    scene = set_stage("takatsuki", out, options, place, town.city_departments())
    first = midnight(scene.days[-2])
    boxes = [f"{pc.share}@{scene.town.domain}" for pc in scene.town.pcs[:80]]
    scene.boxes = {pc.host: box for pc, box in zip(scene.town.pcs, boxes, strict=False)}
    dice = scene.dice("wave")
    start = first + 13 * HOUR + dice.randrange(30) * MINUTE
    mass = outbreak.wave(dice, boxes, start)
    openings = infection.openings_of(scene, dice, mass, first, _TAKEN)
    _set_clocks(scene, openings[0].pc)
    _move_address(scene, openings[0].pc, first)
    _lose_records(scene, first)
    scene.silent = {scene.town.pcs[SILENT].host}
    scene.truth.silent_hosts = [scene.town.pcs[SILENT].host, SPARE]
    scene.truth.sent_reason = (
        "nothing was controlled from outside; the script's own calls are in the proxy log"
    )
    scene.truth.reason_for_no_window = "no remote control leads out of this incident"
    for opening in openings:
        infection.play(scene, opening)
    infection.clean(scene, openings, first)
    usual = [mail for day in scene.days for mail in _usual(scene, boxes, midnight(day))]
    write_mail(scene, [*mass.mails, *usual], _shown_boxes(openings, boxes))
    infection.account(scene, mass, openings)
    _beside(scene, first)
    _papers(scene)
    _shares(scene, first)
    scene.write_line()
    write_dhcp(scene)
    write_windows(scene)
    return scene


def _set_clocks(scene: Scene, pc: Pc) -> None:
    dice, options = scene.dice("clocks"), scene.options
    own = (
        options.pc_offset_s
        if options.pc_offset_s is not None
        else dice.choice((-1, 1)) * dice.randrange(20, 200)
    )
    server = (
        options.server_offset_s if options.server_offset_s is not None else dice.randrange(-5, 6)
    )
    scene.set_clocks({pc.host: own, scene.town.mail_server: server})
    scene.truth.clock("proxy", "proxy", options.proxy_offset_s)
    scene.truth.clock("windows", pc.host, own)
    scene.truth.clock("mail", scene.town.mail_server, server)


def _move_address(scene: Scene, taker: Pc, first: int) -> None:
    """At noon of the first day one infected PC works on the address that another one had."""
    before = scene.town.pcs[BEFORE]
    evening = first + 18 * HOUR
    day = Span(first, first + DAY)
    kept = [
        one
        for one in scene.holdings
        if not (one.host in {taker.host, before.host} and one.span.meets(day))
    ]
    morning, noon = first + 8 * HOUR + 20 * MINUTE, first + 11 * HOUR + 20 * MINUTE
    free = f"{scene.town.net}.241"
    own = [
        Holding(taker.host, taker.mac, taker.address, Span(morning, noon + 5 * MINUTE)),
        Holding(before.host, before.mac, before.address, Span(morning, noon), releases=True),
        Holding(
            taker.host,
            taker.mac,
            before.address,
            Span(noon + 15 * MINUTE, evening),
            refused=taker.address,
        ),
        Holding(before.host, before.mac, free, Span(first + 15 * HOUR, evening), asks_anew=True),
    ]
    scene.holdings = [*kept, *own]
    scene.truth.addresses = [
        {
            "address": one.address,
            "host": one.host,
            "start": iso(one.span.start),
            "end": iso(one.span.end),
        }
        for one in (own[1], own[2])
    ]


def _lose_records(scene: Scene, first: int) -> None:
    before = scene.working_day_before(first)
    match scene.options.seed % 4:
        case 0:
            lost = Span(first + 9 * HOUR + 20 * MINUTE, first + 11 * HOUR + 5 * MINUTE)
            scene.lose("proxy", lost)
            if scene.options.proxy == scene.options.dhcp == "fortigate":
                scene.lose("dhcp", lost)  # one box, one log
        case 1 if before is not None:
            scene.lose("dhcp", Span(before, before + DAY))
        case 2:
            scene.lose("mail", Span(first + 8 * HOUR, first + 12 * HOUR + 30 * MINUTE))
        case _:
            host = scene.town.pcs[CURIOUS].host
            scene.lose("windows", Span(first + 8 * HOUR, first + 2 * DAY), host)


def _usual(scene: Scene, boxes: list[str], day: int) -> list[Mail]:
    if local(day).weekday() >= 5:
        return []
    return outbreak.ordinary(scene.dice(f"mail/{iso(day)}"), boxes, day, 160)


def _shown_boxes(openings: list[Opening], boxes: list[str]) -> list[str]:
    return sorted({*(boxes[int(one.pc.share[1:]) - 1] for one in openings), boxes[10], boxes[20]})


def _beside(scene: Scene, first: int) -> None:
    """An allowed session, a refused one, an article."""
    pcs, dice = scene.town.pcs, scene.dice("beside")
    key = ("teamviewer", scene.options.tool)[scene.options.seed % 2]
    ticket = side_stories.registered(
        scene,
        pcs[CONTRACTOR],
        key,
        first + DAY + 14 * HOUR + dice.randrange(3, 20) * MINUTE,
        dice.randrange(12, 30),
    )
    side_stories.blocked(
        scene, pcs[DENIED], first + DAY + 9 * HOUR + dice.randrange(5, 60) * MINUTE
    )
    side_stories.article(
        scene, pcs[CURIOUS], first + DAY + 10 * HOUR + dice.randrange(2, 50) * MINUTE
    )
    registers.write_tickets(scene, [ticket], scene.whole.end - 5 * HOUR)


def _papers(scene: Scene) -> None:
    """Registers, the councillors' own PCs, the two warnings of the year before."""
    written = scene.whole.end - 5 * HOUR
    registers.write_assets(scene, SPARE, written)
    registers.write_antivirus(scene, scene.silent, written)
    rows: list[office.Row] = [
        ("端末名", "設置場所", "ネットワーク", "対策ソフト", "点検日", "結果")
    ]
    councillors = [f"GIIN-PC{number:02d}" for number in range(1, 5)]
    rows += [
        (
            host,
            "議員控室",
            f"{rulebook.COUNCILLORS}(行政ネットワークと遮断)",
            "同一製品",
            "2016/06/01",
            "異常なし",
        )
        for host in councillors
    ]
    scene.folder.put("台帳/議員控室端末点検.csv", office.csv_text(rows), written)
    scene.truth.facts["councillor_pcs"] = scene.councillors = councillors
    for month, day in ((6, 5), (6, 18)):
        sent = at(scene.days[-2].replace(year=scene.days[-2].year - 1, month=month, day=day), 10)
        lines = [
            f"{registers.era(sent)}",
            "各所属長 様",
            "総務部長",
            "# 不審な受信メールの取り扱いについて(通知)",
            "日本年金機構における事案を受け、下記のとおり職員へ周知徹底してください。",
            "1 心当たりのないメールの添付ファイルを開かないこと。",
            "2 開いた場合は直ちにLANケーブルを抜き、情報担当へ連絡すること。",
        ]
        name = f"通知/{local(sent):%Y%m%d}_不審な受信メールの取り扱いについて.docx"
        path = scene.folder.put(name, office.docx(lines, sent, "総務部"), sent)
        scene.truth.facts.setdefault("warnings", []).append(
            {"path": path, "date": f"{local(sent):%Y-%m-%d}"}
        )


def _shares(scene: Scene, first: int) -> None:
    """Ordinary work on five shares, and one refusal."""
    files = {
        pc.share: [f"{pc.department}業務計画.docx", f"{pc.department}集計表.xlsx", "起案.docx"]
        for pc in scene.town.pcs[:5]
    }
    scene.acts += ordinary_acts(scene, scene.dice("shares"), files, set())
    curious, owner = scene.town.pcs[REFUSED], scene.town.pcs[1]
    moment = first + DAY + 13 * HOUR + 11 * MINUTE
    address = scene.client(curious.host, moment).address
    path = files[owner.share][1]
    scene.acts.append(
        ShareAct(moment, curious.staff.account, address, curious.host, owner.share, "refuse", path)
    )
    scene.truth.facts["refused"] = [
        {"host": curious.host, "share": owner.share, "path": path, "time": iso(moment)}
    ]
    shares = [(pc.share, pc.department) for pc in scene.town.pcs[:5]]
    write_share(scene, shares, DEFAULT_PREFIX if scene.options.seed % 2 == 0 else CUSTOM_PREFIX)
