"""The Ikeda exercise: a false warning, a telephone call, a stranger on the clerk's PC."""

from __future__ import annotations

from pathlib import Path
from random import Random

from sekisho.drill import (
    ikeda_beside,
    ikeda_documents,
    ikeda_papers,
    ikeda_plot,
    ikeda_web,
    names,
)
from sekisho.drill.clock import DAY, HOUR, MINUTE, SECOND, Span, iso, midnight
from sekisho.drill.ikeda_plot import Plot
from sekisho.drill.leases import Holding
from sekisho.drill.noise_share import ordinary_acts
from sekisho.drill.noise_web import Quiet
from sekisho.drill.options import Options
from sekisho.drill.records import write_dhcp, write_share, write_windows
from sekisho.drill.roles import AFTER, BEFORE, CLERK, SILENT, SPARE
from sekisho.drill.scene import Scene, set_stage
from sekisho.drill.tools import TOOLS
from sekisho.drill.town import TOWN_DEPARTMENTS
from sekisho.drill.write.chrome import Download, Visit
from sekisho.drill.write.samba import CUSTOM_PREFIX, DEFAULT_PREFIX

UPLOADS_SEEN = {"squid-extended", "bluecoat", "fortigate"}


def tell(out: Path, options: Options) -> Scene:
    """Write the exercise below `out`; gives the scene with its truth filled in."""
    dice = Random(f"ikeda/{options.seed}/place")
    scene = set_stage("ikeda", out, options, dice.choice(names.TOWNS), TOWN_DEPARTMENTS)
    today = midnight(scene.days[-1])
    story = ikeda_plot.plot(scene.dice("plot"), today, options.seed)
    _set_clocks(scene)
    _move_addresses(scene, story, today)
    _lose_records(scene, story, today)
    scene.silent = {scene.town.pcs[SILENT].host}
    scene.truth.silent_hosts = [scene.town.pcs[SILENT].host, SPARE]
    visits, downloads = _incident(scene, story)
    tickets = ikeda_beside.tell_the_rest(scene, story, today)
    ikeda_papers.write_papers(scene, story, tickets)
    _files(scene, story, today)
    ikeda_papers.write_browser(scene, story, visits, downloads)
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
    """One source has a hole, by seed; where the day before is not recorded, the morning has it."""
    before = scene.working_day_before(today)
    match scene.options.seed % 4:
        case 0:
            start = (today if before is None else before) + 8 * HOUR + 10 * MINUTE
            lost = Span(start, start + (40 * MINUTE if before is None else 4 * HOUR))
            scene.lose("proxy", lost)
            if scene.options.proxy == scene.options.dhcp == "fortigate":
                scene.lose("dhcp", lost)  # one box, one log
        case 1 if before is not None:
            scene.lose("dhcp", Span(before, before + DAY))
        case 2 if before is None or scene.options.seed % 8 == 2:
            window = story.window
            scene.lose("share", Span(window.start - 30 * MINUTE, window.end + 20 * MINUTE))
        case 2 if before is not None:
            scene.lose("share", Span(before + 13 * HOUR, before + 15 * HOUR + 30 * MINUTE))
        case _:
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
    ikeda_documents.put_unwatched(scene, pc, dice)
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
    ikeda_beside.others_at_work(scene, files, story, today)
    prefix = DEFAULT_PREFIX if scene.options.seed % 2 == 0 else CUSTOM_PREFIX
    write_share(scene, list(ikeda_documents.SHARES), prefix)
