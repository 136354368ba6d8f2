"""What the town can reach outside: sites with their addresses, and what each has.

Names of the tool's maker are the real ones, for by them it is known; here they lead to a server
of ours.
"""

from __future__ import annotations

from sekisho.drill.ikeda_plot import AD_HOSTS
from sekisho.drill.tools import TOOLS

TOOL = TOOLS["anydesk"]
SEARCH = "search.portal.example.ne.jp"
FAKE = "wdsecure274.z11.web.core.windows.net"
FAKE_PATH = "/werrx01JPHTML/index.html?bcda=1&phone=050-0000-1234"
FAKE_PARTS = ("style.css", "main.js", "bg.png", "alert.mp3")
ADS = AD_HOSTS[:2]
PLAIN = {
    "www.pref.kakuu.example.jp": ("/", "/kikaku/index.html", "/css/main.css"),
    "www.soumu.example.go.jp": ("/", "/menu_news/s-news/index.html"),
    "news.kakuu-shimbun.example.jp": ("/", "/area/index.html", "/img/top.jpg"),
    "weather.kakuu.example.ne.jp": ("/", "/18/5710/18382.html", "/img/icon/sunny.png"),
    "www.bunguya.example.co.jp": ("/", "/catalog/list.html", "/img/a4paper.jpg"),
    "bousai.example.jp": ("/", "/kishou/keihou.html"),
}
"""Sites of the day's work, by plain HTTP, with some of their pages."""
TLS = (
    *("groupware.kakuu-cloud.example.jp", "elaws.example.go.jp", "nyusatsu.example.lg.jp"),
    *("map.example.co.jp", "mail.kakuu-cloud.example.jp"),
)
LUNCH = {
    "www.ryouri.example.ne.jp": ("/", "/recipe/1.html", "/recipe/2.html"),
    "sports.kakuu-shimbun.example.jp": ("/", "/yakyu/kekka.html"),
}
"""What some look at over their meal."""
UNFIT = {"www.otona-gazou.example.com": tuple(f"/gallery/{n}.html" for n in range(1001, 1009))}
HOSTS = (
    *PLAIN, *TLS, *LUNCH, *UNFIT, SEARCH, *ADS, FAKE,
    TOOL.site, TOOL.download_host, TOOL.boot_host, TOOL.relay_host,
)  # fmt: skip
ADDRESSES = {
    host: f"198.19.{1 + number // 200}.{10 + number % 200}" for number, host in enumerate(HOSTS)
}


def hosts_file() -> str:
    """The same as lines of /etc/hosts."""
    return "".join(f"{ip} {host}\n" for host, ip in ADDRESSES.items())
