"""The Ikeda exercise: a false warning, a telephone call, a stranger on the clerk's PC."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from random import Random

from sekisho.drill import ikeda_documents, ikeda_web, names, registers, side_stories
from sekisho.drill.clock import DAY, HOUR, MINUTE, SECOND, Span, at, iso, local, midnight
from sekisho.drill.ikeda_web import Plot
from sekisho.drill.leases import Holding
from sekisho.drill.noise_share import ordinary_acts
from sekisho.drill.noise_web import Quiet
from sekisho.drill.options import Options
from sekisho.drill.records import write_dhcp, write_share, write_windows
from sekisho.drill.scene import Scene, set_stage
from sekisho.drill.shares import ShareAct
from sekisho.drill.tools import TOOLS
from sekisho.drill.town import TOWN_DEPARTMENTS
from sekisho.drill.write import office
from sekisho.drill.write.chrome import Download, Visit, write_history
from sekisho.drill.write.samba import CUSTOM_PREFIX, DEFAULT_PREFIX

# Who plays what, by position among the PCs.
CLERK, DENIED, BEFORE, AFTER, CONTRACTOR, CURIOUS, NEIGHBOUR, SILENT = 0, 4, 3, 5, 2, 6, 7, 8
SPARE = "PC-YOBI01"
UPLOADS_SEEN = {"squid-extended", "bluecoat", "fortigate"}


def tell(out: Path, options: Options) -> Scene:
    """Write the exercise below `out`; gives the scene with its truth filled in."""
    dice = Random(f"ikeda/{options.seed}/place")
    scene = set_stage("ikeda", out, options, dice.choice(names.TOWNS), TOWN_DEPARTMENTS)
    today = midnight(scene.days[-1])
    story = ikeda_web.plot(scene.dice("plot"), today, options.seed)
    _set_clocks(scene)
    _move_addresses(scene, story, today)
    _lose_records(scene, story, today)
    scene.silent = {scene.town.pcs[SILENT].host}
    scene.truth.silent_hosts = [scene.town.pcs[SILENT].host, SPARE]
    visits, downloads = _incident(scene, story)
    tickets = _beside(scene, story, today)
    _papers(scene, story, tickets)
    _files(scene, story, today)
    _history(scene, story, visits, downloads)
    scene.write_line()
    write_dhcp(scene)
    write_windows(scene)
    return scene


def _set_clocks(scene: Scene) -> None:
    dice, options = scene.dice("clocks"), scene.options
    pc_offset = options.pc_offset_s
    if pc_offset is None:
        pc_offset = dice.choice((-1, 1)) * dice.randrange(23, 290)
    server_offset = options.server_offset_s
    if server_offset is None:
        server_offset = dice.randrange(-9, 10)
    clerk = scene.town.pcs[CLERK].host
    scene.set_clocks({clerk: pc_offset, scene.town.file_server: server_offset})
    scene.truth.clock("proxy", "proxy", options.proxy_offset_s)
    scene.truth.clock("windows", clerk, pc_offset)
    scene.truth.clock("share", scene.town.file_server, server_offset)


def _move_addresses(scene: Scene, story: Plot, today: int) -> None:
    """The clerk's PC takes over another PC's address at noon and loses it after the incident."""
    clerk, before, after = (scene.town.pcs[one] for one in (CLERK, BEFORE, AFTER))
    noon, restart = today + 11 * HOUR + 58 * MINUTE, today + 12 * HOUR + 44 * MINUTE
    unplugged = story.window.end + 14 * MINUTE
    evening = max(unplugged + 90 * MINUTE, today + 18 * HOUR)
    address = before.address
    kept = [
        one
        for one in scene.holdings
        if not (one.host in {clerk.host, before.host, after.host} and one.span.start >= today)
    ]
    morning = today + 8 * HOUR + 17 * MINUTE
    scene.holdings = [
        *kept,
        Holding(clerk.host, clerk.mac, clerk.address, Span(morning, restart - 4 * MINUTE)),
        Holding(before.host, before.mac, address, Span(morning - 3 * MINUTE, noon), releases=True),
        Holding(
            clerk.host,
            clerk.mac,
            address,
            Span(restart, unplugged),
            refused=clerk.address,
            releases=True,
        ),
        Holding(
            before.host,
            before.mac,
            _free(scene, 1),
            Span(today + 15 * HOUR, evening),
            asks_anew=True,
        ),
        Holding(
            after.host, after.mac, address, Span(unplugged + 9 * MINUTE, evening), asks_anew=True
        ),
    ]
    own = [one for one in scene.holdings if one.address == address and one.span.start >= today]
    scene.truth.addresses = [
        {
            "address": one.address,
            "host": one.host,
            "start": iso(one.span.start),
            "end": iso(one.span.end),
        }
        for one in sorted(own, key=lambda one: one.span.start)
    ]


def _free(scene: Scene, number: int) -> str:
    return f"{scene.town.net}.{240 + number}"


def _lose_records(scene: Scene, story: Plot, today: int) -> None:
    """One source has a hole, by seed; a weekend before has no office day to lose."""
    day = today - DAY
    while local(day).weekday() >= 5:
        day -= DAY
    kind = scene.options.seed % 4
    if kind == 0:
        lost = Span(day + 9 * HOUR + 30 * MINUTE, day + 12 * HOUR + 40 * MINUTE)
        scene.lose("proxy", lost)
        if scene.options.proxy == scene.options.dhcp == "fortigate":
            scene.lose("dhcp", lost)  # one box, one log
    elif kind == 1:
        scene.lose("dhcp", Span(day, day + DAY))
    elif kind == 2 and scene.options.seed % 8 == 2:
        scene.lose("share", Span(story.window.start - 30 * MINUTE, story.window.end + 20 * MINUTE))
    elif kind == 2:
        scene.lose("share", Span(day + 13 * HOUR, day + 15 * HOUR + 30 * MINUTE))
    else:
        clerk = scene.town.pcs[CLERK].host
        scene.lose("windows", Span(today + 8 * HOUR + 50 * MINUTE, today + DAY), clerk)


def _incident(scene: Scene, story: Plot) -> tuple[list[Visit], list[Download]]:
    """The clerk's afternoon on the line and on the PC."""
    pc, tool = scene.town.pcs[CLERK], TOOLS[scene.options.tool]
    dice = scene.dice("incident")
    scene.quiet.append(Quiet(pc.host, Span(story.browse - MINUTE, story.window.end + 14 * MINUTE)))
    visits = ikeda_web.surf(scene, pc, story, dice)
    more, downloads = ikeda_web.fetch_tool(scene, pc, story, tool)
    sent = ikeda_web.operate(scene, pc, story, tool, dice)
    if scene.options.proxy in UPLOADS_SEEN:
        scene.truth.sent_bytes = sent
        scene.truth.sent_reason = "sum over the tunnels of the session"
    else:
        scene.truth.sent_reason = (
            f"{scene.options.proxy} does not log the bytes that a client sends"
        )
    combined = scene.options.proxy == "combined"
    offset = scene.options.proxy_offset_s * SECOND
    scene.truth.windows.append(
        {
            "host": pc.host,
            "user": pc.staff.account,
            "address": scene.client(pc.host, story.window.start).address,
            "tool": tool.key,
            "start": iso(story.window.start),
            "end": iso(story.window.end),
            "start_on_proxy_clock": iso(story.window.start + offset),
            "end_on_proxy_clock": iso(story.window.end + offset),
            "connections": [{"start": iso(one.start), "end": iso(one.end)} for one in story.parts],
            "evidence_allows": {"start": not combined, "end": True},
        }
    )
    _on_the_pc(scene, story)
    return [*visits, *more], downloads


def _on_the_pc(scene: Scene, story: Plot) -> None:
    """What the clerk's PC notes, in its own time: the tool, a look around, the traces wiped."""
    pc, tool = scene.town.pcs[CLERK], TOOLS[scene.options.tool]
    desk, add = scene.desk(pc), scene.events.append
    image = tool.executable.format(u=pc.staff.account)
    child = tool.child.format(u=pc.staff.account)
    start, end = story.window.start, story.window.end
    add(
        desk.process(
            story.run,
            image,
            f'"{image}"',
            r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        )
    )
    add(desk.firewall_rule(story.run + 2 * SECOND, image))
    if tool.service:
        add(desk.service(start + 40 * SECOND, tool.service, tool.service_image))
    if tool.msi:
        add(
            desk.msi(
                start + 38 * SECOND, tool.msi, "5.4.9931", "ScreenConnect Software", removed=False
            )
        )
    add(desk.process(start + 45 * SECOND, child, f'"{child}"', image))
    shell = r"C:\Windows\System32\cmd.exe"
    looks = (
        (r"C:\Windows\System32\mmc.exe", r'"mmc.exe" "C:\Windows\system32\eventvwr.msc" /s', image),
        (shell, "cmd", r"C:\Windows\explorer.exe"),
        (r"C:\Windows\System32\tree.com", "tree", shell),
        (r"C:\Windows\System32\NETSTAT.EXE", "netstat -an", shell),
        (r"C:\Windows\System32\notepad.exe", '"notepad.exe"', r"C:\Windows\explorer.exe"),
    )
    for number, (program, command, parent) in enumerate(looks):
        add(desk.process(start + (80 + 41 * number) * SECOND, program, command, parent))
    if tool.remove:
        add(desk.process(end - 50 * SECOND, child, tool.remove, r"C:\Windows\explorer.exe"))
    if tool.msi:
        add(
            desk.msi(
                end - 48 * SECOND, tool.msi, "5.4.9931", "ScreenConnect Software", removed=True
            )
        )
    if _cleared(scene):
        add(desk.cleared(end - 25 * SECOND))
        if scene.options.windows == "xml" and not scene.lost("windows", end - 25 * SECOND, pc.host):
            scene.truth.gap("windows", Span(scene.whole.start, end - 25 * SECOND), pc.host)


def _cleared(scene: Scene) -> bool:
    return scene.dice("cleared").random() < 0.6


def _beside(scene: Scene, story: Plot, today: int) -> list[registers.Ticket]:
    """The sessions, attempts and pages that have nothing to do with the incident."""
    seed, pcs, dice = scene.options.seed, scene.town.pcs, scene.dice("beside")
    yesterday = today - DAY
    while local(yesterday).weekday() >= 5:
        yesterday -= DAY
    earlier = yesterday >= scene.whole.start
    own_day = today if seed % 2 == 0 or not earlier else yesterday
    key = scene.options.tool if seed % 2 else "teamviewer"
    ticket = side_stories.registered(
        scene,
        pcs[CONTRACTOR],
        key,
        own_day + 10 * HOUR + dice.randrange(3, 20) * MINUTE,
        dice.randrange(18, 42),
    )
    other = registers.Ticket(
        pcs[CURIOUS],
        "TeamViewer",
        today - 20 * DAY + 13 * HOUR,
        today - 20 * DAY + 15 * HOUR,
        side_stories.COMPANY,
        "プリンタ設定",
    )
    if seed % 2 == 0 and earlier:
        start = yesterday + 15 * HOUR + dice.randrange(5, 40) * MINUTE
        side_stories.session(
            scene,
            pcs[CURIOUS],
            "quickassist",
            Span(start, start + dice.randrange(4, 11) * MINUTE),
            "unexplained",
        )
    side_stories.blocked(scene, pcs[DENIED], today + 9 * HOUR + dice.randrange(5, 170) * MINUTE)
    side_stories.article(scene, pcs[BEFORE], today + 10 * HOUR + dice.randrange(2, 80) * MINUTE)
    side_stories.article(scene, pcs[AFTER], story.window.end + 27 * MINUTE)
    if dice.random() < 0.6:
        _neighbour(scene, story, today)
    return [ticket, other]


def _neighbour(scene: Scene, story: Plot, today: int) -> None:
    """Somebody else met the same warning in the morning and closed it."""
    pc = scene.town.pcs[NEIGHBOUR]
    moment = today + 11 * HOUR + scene.dice("neighbour").randrange(2, 40) * MINUTE
    theirs = dataclasses.replace(story, fake=moment)
    before = len(scene.truth.cause)
    ikeda_web.meet_page(scene, pc, theirs)
    del scene.truth.cause[before:]
    scene.truth.spread.append(
        {
            "host": pc.host,
            "kind": "page",
            "value": story.fake_host,
            "time": iso(moment),
            "session": False,
        }
    )


def _papers(scene: Scene, story: Plot, tickets: list[registers.Ticket]) -> None:
    """The office's registers and the memo of the hearing."""
    evening = scene.whole.end - 6 * HOUR
    registers.write_tickets(scene, tickets, evening)
    registers.write_assets(scene, SPARE, evening)
    registers.write_antivirus(scene, scene.silent, evening)
    _, serial = registers.write_sticks(scene, scene.dice("sticks"), evening)
    pc = scene.town.pcs[9]
    morning = next(one.span for one in scene.holdings if one.host == pc.host)
    scene.events.append(scene.desk(pc).device(morning.start + 11 * HOUR, serial, "BUFFALO"))
    _memo(scene, story, evening)


def _memo(scene: Scene, story: Plot, written: int) -> None:
    tool = TOOLS[scene.options.tool]
    minutes = (story.window.end - story.window.start) / MINUTE
    spoken = 30 if 25 <= minutes < 45 else round(minutes / 10) * 10
    hour = local(story.window.start).hour - 1
    said = f"午後{hour - 12}時ごろ"
    lines = [
        "聞き取りメモ",
        f"日時: {registers.era(written)} 午後5時50分から",
        f"対象: {scene.town.pcs[CLERK].department} {scene.town.pcs[CLERK].staff.title}",
        "聞き取り: 総務政策課 情報担当",
        f"・{said}、画面いっぱいに「ウイルスに感染しました」という警告が警告音つきで表示された。",
        f"・画面に出ていた番号({story.phone})に電話をかけた。相手は片言の日本語を話す男性だった。",
        f"・相手の言うとおりに {tool.product}({tool.spoken})というソフトを入れた。",
        f"・{spoken}分ほど画面を操作されていたと思う。ファイルを開いているのが見えた。",
        "・途中で不安になり、電話を切って電源を落とした。",
    ]
    if scene.options.seed % 2:
        content, name = (
            office.docx(["# 聞き取りメモ", *lines[1:]], written, "情報担当"),
            "聞き取りメモ.docx",
        )
    else:
        content, name = office.text(lines), "聞き取りメモ.txt"
    path = scene.folder.put(name, content, written)
    scene.truth.statements = [
        {"text": said, "value": f"{hour:02d}:00", "kind": "start", "path": path},
        {"text": tool.product, "value": tool.key, "kind": "tool", "path": path},
        {"text": f"{spoken}分ほど", "value": spoken, "kind": "duration_min", "path": path},
    ]


def _files(scene: Scene, story: Plot, today: int) -> None:
    """The documents of the PC and the shares, and every act on the shares."""
    pc, dice = scene.town.pcs[CLERK], scene.dice("documents")
    audits = dice.random() < 0.6
    kept = scene.options.windows == "winlogbeat" or not _cleared(scene)
    moment = story.window.start + 6 * MINUTE
    audited = audits and kept and not scene.lost("windows", moment, pc.host)
    paths = ikeda_documents.put_pc_documents(scene, pc, dice, audited=audited)
    tool_image = TOOLS[scene.options.tool].child.format(u=pc.staff.account)
    for number, path in enumerate(paths):
        scene.events.append(
            scene.desk(pc).read_file(moment + number * 48 * SECOND, path, tool_image)
        )
    files = ikeda_documents.share_files(scene, dice)
    by_share: dict[str, list[str]] = {}
    for one in files:
        by_share.setdefault(one.share, []).append(one.path)
    untouched = {
        f"{one.share}/{one.path}"
        for one in files
        if one.fate == "later" or (one.content is None and one.fate != "others")
    }
    scene.acts += ordinary_acts(scene, dice, by_share, untouched)
    ikeda_documents.put_share_documents(scene, pc, files, story, dice)
    _others_at_work(scene, files, story, today)
    prefix = DEFAULT_PREFIX if scene.options.seed % 2 == 0 else CUSTOM_PREFIX
    write_share(scene, list(ikeda_documents.SHARES), prefix)


def _others_at_work(
    scene: Scene, files: list[ikeda_documents.ShareFile], story: Plot, today: int
) -> None:
    """Colleagues read their own files before and during the window; a memo is made after it."""
    by_share = {pc.share: pc for pc in reversed(scene.town.pcs[1:10])}
    for one in files:
        if one.fate == "others":
            pc = by_share[one.share]
            for moment in (today + 9 * HOUR + 10 * MINUTE, story.window.start + 5 * MINUTE):
                held = [
                    held
                    for held in scene.holdings
                    if held.host == pc.host and held.span.holds(moment)
                ]
                if held:
                    scene.acts.append(
                        ShareAct(
                            moment,
                            pc.staff.account,
                            held[0].address,
                            pc.host,
                            one.share,
                            "read",
                            one.path,
                        )
                    )
        if one.fate == "later":
            pc = by_share["somu"]
            late = max(story.window.end + 50 * MINUTE, at(scene.days[-1], 17, 35))
            scene.acts.append(
                ShareAct(late, pc.staff.account, pc.address, pc.host, one.share, "create", one.path)
            )


def _history(scene: Scene, story: Plot, visits: list[Visit], downloads: list[Download]) -> None:
    """Chrome's history on the clerk's PC, in that PC's time, the newest visits not yet merged."""
    pc = scene.town.pcs[CLERK]
    clock = scene.clocks[pc.host]
    shown = [dataclasses.replace(one, time=clock.shows(one.time)) for one in visits]
    fetched = [dataclasses.replace(one, time=clock.shows(one.time)) for one in downloads]
    profile = (
        f"pc/{pc.host}/C/Users/{pc.staff.account}/AppData/Local/Google/Chrome/User Data/Default"
    )
    with tempfile.TemporaryDirectory() as work:
        for made in write_history(
            Path(work), shown, fetched, len(shown) * 2 // 3, scene.options.seed
        ):
            scene.folder.take(f"{profile}/{made.name}", made, story.window.end)
