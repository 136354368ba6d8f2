"""Writes a scene's DHCP, Windows and share records in the form that the options ask for."""

from __future__ import annotations

from sekisho.drill.clock import DAY, Span, local, midnight
from sekisho.drill.noise_windows import ordinary_events
from sekisho.drill.scene import Scene
from sekisho.drill.town import Pc
from sekisho.drill.windows_events import LOG_CLEARED, Event
from sekisho.drill.write import dhcp, samba
from sekisho.drill.write.fortigate import FortigateLog
from sekisho.drill.write.windows import Winlogbeat, xml_export

XML_STYLES = ("viewer", "utf-8", "cp932")


def write_dhcp(scene: Scene) -> None:
    """The server's log or leases; with a FortiGate on the line they lie in its log already.

    With another proxy the FortiGate still serves DHCP, so its event log is a file of its own.
    """
    steps = scene.lease_messages()
    clock, last = scene.clocks[scene.town.gateway], scene.whole.end - 1
    match scene.options.dhcp:
        case "isc":
            lines = dhcp.isc_syslog(steps, clock, scene.town.gateway, scene.town.net)
            scene.folder.lines("dhcp/dhcpd.log", lines, last)
        case "isc-leases":
            scene.folder.lines("dhcp/dhcpd.leases", dhcp.isc_leases(steps, clock), last)
        case "windows":
            domain = scene.town.windows_domain
            remaining = set()
            for name, content, modified in dhcp.windows_files(steps, clock, domain):
                scene.folder.put(f"dhcp/{name}", content, modified)
                remaining.add(local(modified).date())
            for day in sorted({local(one.time).date() for one in steps} - remaining):
                scene.truth.gap("dhcp", Span(midnight(day), midnight(day) + DAY))
        case "yamaha":
            scene.folder.lines("dhcp/rtx1210.log", dhcp.yamaha(steps, clock), last)
        case "fortigate":
            if scene.options.proxy != "fortigate":
                firewall = FortigateLog(clock)
                scene.folder.lines(
                    "fortigate/event-system.log", (firewall.dhcp(one)[1] for one in steps), last
                )


def write_windows(scene: Scene) -> None:
    """All events of all PCs that send any: those of the story and the ordinary ones."""
    quiet = {one.host: one.span for one in scene.quiet}
    ordinary = ordinary_events(scene.dice("windows"), scene.town, scene.holdings)
    kept = [one for one in ordinary if not (one.host in quiet and quiet[one.host].holds(one.time))]
    events = [
        one
        for one in [*kept, *scene.events]
        if one.host not in scene.silent and not scene.lost("windows", one.time, one.host)
    ]
    events.sort(key=lambda one: (one.time, one.host))
    if scene.options.windows == "winlogbeat":
        _write_winlogbeat(scene, events)
    else:
        _write_exports(scene, events)


def _write_winlogbeat(scene: Scene, events: list[Event]) -> None:
    computers = {pc.host: scene.town.computer(pc.host) for pc in scene.town.pcs}
    beat = Winlogbeat(scene.clocks, computers, 7 + scene.options.seed % 2)
    by_day: dict[str, list[Event]] = {}
    for one in events:
        by_day.setdefault(f"{local(one.time):%Y%m%d}", []).append(one)
    for day, ones in by_day.items():
        path = f"winlogbeat/winlogbeat-{day}.ndjson"
        scene.folder.lines(path, (beat.line(one) for one in ones), ones[-1].time)


def _write_exports(scene: Scene, events: list[Event]) -> None:
    for number, pc in enumerate(scene.town.pcs):
        own = [one for one in events if one.host == pc.host]
        for channel in sorted({one.kind.channel for one in own}):
            _write_export(
                scene, pc, number, channel, [one for one in own if one.kind.channel == channel]
            )


def _write_export(scene: Scene, pc: Pc, number: int, channel: str, events: list[Event]) -> None:
    cleared = [one.time for one in events if one.kind is LOG_CLEARED]
    if cleared:
        events = [one for one in events if one.time >= cleared[-1]]
    encoding = scene.options.xml_encoding
    style = XML_STYLES[number % 3] if encoding == "mixed" else encoding
    name = channel.replace("/", "%4")
    lines = xml_export(
        events, scene.town.computer(pc.host), scene.clocks[pc.host], style, 1 if cleared else 5000
    )
    scene.folder.lines(f"windows/{pc.host}/{name}.xml", lines, scene.whole.end - 1)


def write_share(scene: Scene, shares: list[tuple[str, str]], prefix: str) -> None:
    """The file server's audit and configuration."""
    scene.shares = shares
    server = scene.town.file_server
    audit = samba.SambaAudit(scene.clocks[server], server, prefix)
    acts = sorted(
        (one for one in scene.acts if not scene.lost("share", one.time)),
        key=lambda one: (one.time, one.path),
    )
    workgroup = scene.town.windows_domain.split(".")[0].upper()
    configuration = samba.configuration(shares, prefix, workgroup)
    scene.folder.put("fileserver/smb.conf", configuration, scene.whole.start - 300 * DAY)
    lines = (line for one in acts for line in audit.lines(one))
    scene.folder.lines("fileserver/samba-audit.log", lines, scene.whole.end - 1)
