"""What happens beside the incident: allowed, unexplained and refused sessions, an article."""

from __future__ import annotations

from sekisho.drill.clock import MINUTE, SECOND, Span
from sekisho.drill.registers import Ticket
from sekisho.drill.scene import Scene
from sekisho.drill.tools import TOOLS, RemoteTool
from sekisho.drill.town import Pc
from sekisho.drill.truth import Judgement, Session
from sekisho.drill.web import Request, server_address

COMPANY = "株式会社くずりゅう情報サービス"
REMOTE = "Remote Access"


def relay(tool: RemoteTool, down: int, up: int) -> Request:
    """The tunnel through which a session runs."""
    return Request(
        method="CONNECT",
        host=tool.relay_host,
        port=tool.relay_port,
        result="TCP_TUNNEL",
        mime="-",
        down=down,
        up=up,
        server=server_address(tool.relay_host),
        agent="-",
        category=REMOTE,
        app=tool.app,
    )


def boot(tool: RemoteTool) -> Request:
    """The short call by which a tool finds its relay."""
    return Request(
        method="CONNECT",
        host=tool.boot_host,
        port=443,
        result="TCP_TUNNEL",
        mime="-",
        down=4211,
        up=1377,
        server=server_address(tool.boot_host),
        agent="-",
        category=REMOTE,
        app=tool.app,
    )


def session(scene: Scene, pc: Pc, key: str, span: Span, judgement: Judgement) -> None:
    """A whole session on a PC without anything that leads to it."""
    tool = TOOLS[key]
    minutes = (span.end - span.start) // MINUTE + 1
    scene.hit(pc.host, span.start - 300, 420, boot(tool))
    scene.hit(
        pc.host, span.end, span.end - span.start, relay(tool, 310_000 * minutes, 150_000 * minutes)
    )
    image = tool.executable.format(u=pc.staff.account)
    desk = scene.desk(pc)
    scene.events.append(
        desk.process(span.start - 3 * SECOND, image, f'"{image}"', r"C:\Windows\explorer.exe")
    )
    address = scene.client(pc.host, span.start).address
    scene.truth.sessions.append(Session(pc.host, pc.staff.account, address, key, span, judgement))


def registered(scene: Scene, pc: Pc, key: str, start: int, minutes: int) -> Ticket:
    """A session of the contractor under a permission that covers it."""
    span = Span(start, start + minutes * MINUTE + 17 * SECOND)
    session(scene, pc, key, span, "registered")
    from_hour = start - start % (30 * MINUTE)
    return Ticket(
        pc,
        TOOLS[key].product,
        from_hour,
        from_hour + 120 * MINUTE,
        COMPANY,
        "財務会計システムの保守",
    )


def blocked(scene: Scene, pc: Pc, start: int) -> None:
    """Somebody tries to fetch a tool and the proxy refuses, three times."""
    tool = TOOLS["teamviewer"]
    request = Request(
        method="CONNECT",
        host="get.teamviewer.com",
        port=443,
        status=403,
        result="TCP_DENIED",
        mime="text/html",
        down=3867,
        up=412,
        server="-",
        category=REMOTE,
        app=tool.app,
    )
    moments = (start, start + 4 * SECOND + 120, start + 31 * SECOND + 700)
    for moment in moments:
        scene.hit(pc.host, moment, 1, request)
    address = scene.client(pc.host, start).address
    span = Span(moments[0], moments[-1])
    scene.truth.sessions.append(
        Session(pc.host, pc.staff.account, address, tool.key, span, "blocked")
    )


def article(scene: Scene, pc: Pc, start: int) -> None:
    """Somebody reads news about such tools; the addresses contain their names."""
    base = "news.kuzuryu-shimbun.example.jp"
    pages = (
        ("/it/security/anydesk-teamviewer-sagi-chuui.html", 48_233),
        ("/img/anydesk_screenshot.png", 210_554),
        ("/it/security/anydesk-teamviewer-sagi-chuui.html?page=2", 39_518),
    )
    for number, (path, size) in enumerate(pages):
        mime = "image/png" if path.endswith(".png") else "text/html"
        request = Request(
            method="GET",
            host=base,
            path=path,
            mime=mime,
            down=size,
            up=533,
            server=server_address(base),
            referer=f"http://{base}/it/",
            category="News",
        )
        scene.hit(pc.host, start + number * 21 * SECOND, 180 + 60 * number, request)
    scene.truth.facts.setdefault("articles", []).append(
        {"host": pc.host, "url": f"http://{base}{pages[0][0]}"}
    )
