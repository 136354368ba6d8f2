"""Ikeda on the line: how the clerk came to the false warning and what the caller's tool did."""

from __future__ import annotations

from random import Random

from sekisho.drill.clock import MINUTE, SECOND, iso
from sekisho.drill.ikeda_plot import Plot
from sekisho.drill.scene import Scene
from sekisho.drill.side_stories import boot, relay
from sekisho.drill.tools import RemoteTool
from sekisho.drill.town import Pc
from sekisho.drill.truth import Session
from sekisho.drill.web import Request, server_address
from sekisho.drill.write.chrome import Download, Visit

UNFIT = (
    "www.otona-gazou.example.com",
    "img.otona-gazou.example.com",
    "www.deai-keijiban.example.net",
)
EXE = "application/x-msdownload"


def surf(scene: Scene, pc: Pc, story: Plot, dice: Random) -> list[Visit]:
    """Pages unfit for work, then a search and the advertisement behind it. Gives the history."""
    visits = _unfit(scene, pc, story, dice)
    query = "%E7%84%A1%E6%96%99+%E5%8B%95%E7%94%BB"
    _get(scene, pc, story.search, 410, "search.portal.example.ne.jp", f"/search?p={query}", 61_233)
    visits.append(
        Visit(
            story.search, f"http://search.portal.example.ne.jp/search?p={query}", "無料 動画 - 検索"
        )
    )
    scene.truth.cause.append(
        _step("search", story.search, "search.portal.example.ne.jp", visible=True)
    )
    referer = f"http://search.portal.example.ne.jp/search?p={query}"
    moment = story.fake - len(story.ad_hosts) * 700
    for number, host in enumerate(story.ad_hosts):
        path = f"/c?k={dice.randrange(16**8):08x}&n={number}"
        _get(scene, pc, moment, 130, host, path, 612, status=302, referer=referer)
        visits.append(Visit(moment, f"http://{host}{path}", "", redirect=True))
        scene.truth.cause.append(_step("redirect", moment, host, visible=True))
        referer, moment = f"http://{host}{path}", moment + 700
    visits.append(meet_page(scene, pc, story, referer))
    scene.truth.cause.append(
        _step("silence", story.silence.start, "", visible=True, end=iso(story.silence.end))
    )
    return visits


def _unfit(scene: Scene, pc: Pc, story: Plot, dice: Random) -> list[Visit]:
    visits = []
    moment = story.browse
    while moment < story.search - 30 * SECOND:
        host = dice.choice(UNFIT[::2])
        path = f"/gallery/{dice.randrange(1000, 9999)}.html"
        _get(scene, pc, moment, 380, host, path, dice.randrange(20_000, 90_000), category="Adult")
        for number in range(dice.randrange(2, 6)):
            picture = f"/g/{dice.randrange(10**6):06d}_{number}.jpg"
            _get(
                scene,
                pc,
                moment + 300 + 170 * number,
                150,
                UNFIT[1],
                picture,
                dice.randrange(30_000, 400_000),
                mime="image/jpeg",
                referer=f"http://{host}{path}",
                category="Adult",
            )
        visits.append(Visit(moment, f"http://{host}{path}", "画像一覧"))
        moment += dice.randrange(18, 95) * SECOND
    scene.truth.facts["unfit_hosts"] = sorted(set(UNFIT))
    return visits


def meet_page(scene: Scene, pc: Pc, story: Plot, referer: str = "-") -> Visit:
    """The false warning with its sound. Gives its entry in the history."""
    path = f"/werrx01JPHTML/index.html?bcda=1&phone={story.phone}"
    title = "Windows Defender セキュリティ警告"
    kind = "fake_support_page"
    if story.tls:
        request = Request(
            method="CONNECT",
            host=story.fake_host,
            port=443,
            result="TCP_TUNNEL",
            mime="-",
            down=1_284_551,
            up=4_310,
            server=server_address(story.fake_host),
            category="Web Hosting",
        )
        scene.hit(pc.host, story.fake + 66 * SECOND, 66 * SECOND, request)
        scene.truth.cause.append(_step(kind, story.fake, story.fake_host, visible=False))
        return Visit(story.fake, f"https://{story.fake_host}{path}", title)
    _get(
        scene,
        pc,
        story.fake,
        220,
        story.fake_host,
        path,
        38_412,
        referer=referer,
        category="Web Hosting",
    )
    own = f"http://{story.fake_host}{path}"
    parts = (
        ("style.css", "text/css", 9_210),
        ("main.js", "application/javascript", 17_804),
        ("fullscreen.js", "application/javascript", 2_331),
        ("bg.png", "image/png", 288_190),
        ("defender.png", "image/png", 41_002),
        ("alert.mp3", "audio/mpeg", 262_553),
        ("beep.mp3", "audio/mpeg", 44_120),
    )
    for number, (name, mime, size) in enumerate(parts):
        _get(
            scene,
            pc,
            story.fake + 400 + 600 * number,
            190,
            story.fake_host,
            f"/werrx01JPHTML/{name}",
            size,
            mime=mime,
            referer=own,
            category="Web Hosting",
        )
    scene.truth.cause.append(_step(kind, story.fake, story.fake_host, visible=True))
    return Visit(story.fake, own, title)


def fetch_tool(
    scene: Scene, pc: Pc, story: Plot, tool: RemoteTool
) -> tuple[list[Visit], list[Download]]:
    """The maker's site and the download as the caller dictates; built-in tools need neither."""
    visits: list[Visit] = []
    if tool.site:
        request = Request(
            method="CONNECT",
            host=tool.site,
            port=443,
            result="TCP_TUNNEL",
            mime="-",
            down=412_880,
            up=6_120,
            server=server_address(tool.site),
            category="Remote Access",
            app=tool.app,
        )
        scene.hit(pc.host, story.site + 11 * SECOND, 11 * SECOND, request)
        visits.append(Visit(story.site, f"https://{tool.site}/ja/", tool.product, typed=True))
        scene.truth.cause.append(_step("tool_site", story.site, tool.site, visible=False))
    if not tool.download_size:
        return visits, []
    scheme = "https" if story.tls else "http"
    url = f"{scheme}://{tool.download_host}{tool.download_path}"
    if story.tls:
        request = Request(
            method="CONNECT",
            host=tool.download_host,
            port=443,
            result="TCP_TUNNEL",
            mime="-",
            down=tool.download_size + 5_800,
            up=2_240,
            server=server_address(tool.download_host),
            category="Remote Access",
            app=tool.app,
        )
        scene.hit(pc.host, story.download + 6 * SECOND, 6 * SECOND, request)
    else:
        _get(
            scene,
            pc,
            story.download + 6 * SECOND,
            6 * SECOND,
            tool.download_host,
            tool.download_path,
            tool.download_size + 420,
            mime=EXE,
            category="Remote Access",
        )
    scene.truth.cause.append(
        _step("download", story.download, tool.download_host, visible=not story.tls)
    )
    referrer = f"https://{tool.site}/ja/" if tool.site else url
    target = tool.executable.format(u=pc.staff.account)
    return visits, [Download(story.download, 6, url, referrer, target, tool.download_size)]


def operate(scene: Scene, pc: Pc, story: Plot, tool: RemoteTool, dice: Random) -> int:
    """The tool calls home, then the session with its interruptions. Gives the bytes sent."""
    scene.hit(pc.host, story.window.start - 150, 430, boot(tool))
    sent = 0
    for part in story.parts:
        minutes = (part.end - part.start) / MINUTE
        up = int(minutes * dice.randrange(300_000, 900_000))
        down = int(minutes * dice.randrange(120_000, 300_000))
        scene.hit(pc.host, part.end, part.end - part.start, relay(tool, down, up))
        sent += up
        address = scene.client(pc.host, part.start).address
        scene.truth.sessions.append(
            Session(pc.host, pc.staff.account, address, tool.key, part, "incident")
        )
    scene.truth.cause.append(
        _step(
            "session", story.window.start, tool.relay_host, visible=True, end=iso(story.window.end)
        )
    )
    return sent


def _step(kind: str, time: int, host: str, *, visible: bool, **more: str) -> dict[str, object]:
    return {"kind": kind, "time": iso(time), "host": host, "visible": visible, **more}


def _get(  # noqa: PLR0913 - the columns of one request
    scene: Scene,
    pc: Pc,
    end: int,
    elapsed: int,
    host: str,
    path: str,
    size: int,
    *,
    status: int = 200,
    mime: str = "text/html",
    referer: str = "-",
    category: str = "Business",
) -> None:
    request = Request(
        method="GET",
        host=host,
        path=path,
        status=status,
        mime=mime,
        down=size,
        up=560 + len(path),
        server=server_address(host),
        referer=referer,
        category=category,
    )
    scene.hit(pc.host, end, elapsed, request)
