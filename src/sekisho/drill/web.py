"""What happens on the line to the internet: requests, who makes them, and ordinary sites."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/51.0.2704.63 Safari/537.36"
)


@dataclass(frozen=True, slots=True)
class Client:
    """One PC as the line sees it at one time."""

    host: str
    address: str
    mac: str
    user: str = "-"


@dataclass(frozen=True, slots=True)
class Request:
    """One request or, with method CONNECT, one tunnel. Sizes are bytes on the client's side."""

    method: str
    host: str
    port: int = 80
    path: str = "/"
    status: int = 200
    result: str = "TCP_MISS"
    mime: str = "text/html"
    down: int = 5000
    up: int = 600
    server: str = "203.0.113.10"
    referer: str = "-"
    agent: str = CHROME
    category: str = "Business"
    app: str = ""

    @property
    def tunnel(self) -> bool:
        """Whether TLS hides what is inside."""
        return self.method == "CONNECT"

    @property
    def denied(self) -> bool:
        """Whether the proxy refused."""
        return self.result == "TCP_DENIED"

    @property
    def target(self) -> str:
        """The request target as a proxy receives it: `host:port` or the full address."""
        if self.tunnel:
            return f"{self.host}:{self.port}"
        port = "" if self.port == 80 else f":{self.port}"
        return f"http://{self.host}{port}{self.path}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A request at a real time. A proxy writes it when it ends."""

    end: int
    elapsed: int
    client: Client
    request: Request

    @property
    def start(self) -> int:
        """When the request or tunnel began."""
        return self.end - self.elapsed


def server_address(host: str) -> str:
    """A stable address in the documentation networks for a host name."""
    value = sum((place + 1) * byte for place, byte in enumerate(host.encode()))
    network = ("203.0.113", "198.51.100", "192.0.2")[value % 3]
    return f"{network}.{1 + value // 3 % 253}"


_PLAIN_SITES = (
    (
        "www.pref.kuzuryu.example.jp",
        "Government",
        ("/", "/kikaku/index.html", "/zaisei/yosan.html", "/css/main.css"),
    ),
    (
        "www.soumu.example.go.jp",
        "Government",
        ("/", "/main_sosiki/jichi_gyousei/", "/menu_news/s-news/index.html"),
    ),
    (
        "news.kuzuryu-shimbun.example.jp",
        "News",
        ("/", "/area/index.html", "/img/top.jpg", "/js/common.js"),
    ),
    ("weather.hokuriku.example.ne.jp", "News", ("/", "/18/5710/18382.html", "/img/icon/sunny.png")),
    ("www.jorudan-norikae.example.co.jp", "Travel", ("/norikae/", "/norikae/cgi/nori.cgi?rf=nn")),
    ("www.bunguya.example.co.jp", "Shopping", ("/", "/catalog/list.aspx?p=2", "/img/a4paper.jpg")),
    (
        "ctldl.windowsupdate.com",
        "Information Technology",
        ("/msdownload/update/v3/static/trustedr/en/disallowedcertstl.cab",),
    ),
    (
        "au.download.windowsupdate.com",
        "Information Technology",
        ("/c/msdownload/update/software/secu/kb3159398.cab",),
    ),
)
_TLS_SITES = (
    ("www.google.co.jp", "Search Engines and Portals"),
    ("www.yahoo.co.jp", "Search Engines and Portals"),
    ("mail.google.com", "Web-based Email"),
    ("fonts.gstatic.com", "Information Technology"),
    ("www.gstatic.com", "Information Technology"),
    ("login.microsoftonline.com", "Information Technology"),
    ("settings-win.data.microsoft.com", "Information Technology"),
    ("www.e-gov.example.go.jp", "Government"),
    ("elaws.example.go.jp", "Government"),
    ("map.example.co.jp", "Reference"),
    ("groupware.kuzuryu-cloud.example.jp", "Business"),
    ("cdn.kuzuryu-cloud.example.jp", "Business"),
    ("lg-portal.kuzuryu-cloud.example.jp", "Business"),
    ("nyusatsu.example.lg.jp", "Government"),
    ("www.youtube.com", "Streaming Media"),
    ("translate.google.com", "Reference"),
)
_MIME = {
    ".css": "text/css",
    ".js": "application/javascript",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".cab": "application/vnd.ms-cab-compressed",
}


def ordinary_requests(rng: Random, count: int) -> list[Request]:
    """A stock of requests as an office makes them, about half of them tunnels."""
    return [_tunnel(rng) if rng.random() < 0.55 else _plain(rng) for _ in range(count)]


def update_requests(rng: Random, count: int) -> list[Request]:
    """A stock of requests that machines make without anybody at them."""
    hosts = (
        "settings-win.data.microsoft.com",
        "login.microsoftonline.com",
        "definitionupdates.microsoft.com",
    )
    return [
        Request(
            method="CONNECT",
            host=(host := rng.choice(hosts)),
            port=443,
            result="TCP_TUNNEL",
            mime="-",
            down=rng.randrange(3000, 90000),
            up=rng.randrange(700, 3000),
            server=server_address(host),
            agent="Windows-Update-Agent/10.0.10011.16384 Client-Protocol/1.40",
            category="Information Technology",
        )
        for _ in range(count)
    ]


def _tunnel(rng: Random) -> Request:
    host, category = rng.choice(_TLS_SITES)
    return Request(
        method="CONNECT",
        host=host,
        port=443,
        result="TCP_TUNNEL",
        mime="-",
        down=int(rng.lognormvariate(9.2, 1.2)) + 900,
        up=int(rng.lognormvariate(7.4, 0.7)) + 400,
        server=server_address(host),
        category=category,
    )


def _plain(rng: Random) -> Request:
    host, category, paths = rng.choice(_PLAIN_SITES)
    path = rng.choice(paths)
    dot = path.rfind(".")
    mime = _MIME.get(path[dot:], "text/html") if dot >= 0 else "text/html"
    result, status = rng.choice(
        (
            ("TCP_MISS", 200),
            ("TCP_MISS", 200),
            ("TCP_MISS", 304),
            ("TCP_MEM_HIT", 200),
            ("TCP_REFRESH_UNMODIFIED", 304),
            ("TCP_MISS", 302),
            ("TCP_MISS", 404),
        )
    )
    return Request(
        method="POST" if path.endswith(".cgi") else "GET",
        host=host,
        path=path,
        status=status,
        result=result,
        mime="-" if status == 304 else mime,
        down=320 if status == 304 else int(rng.lognormvariate(8.8, 1.1)) + 300,
        up=rng.randrange(320, 900),
        server=server_address(host),
        referer="-" if path == "/" else f"http://{host}/",
        category=category,
    )
