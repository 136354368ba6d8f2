"""The catalogue joined with events."""

from __future__ import annotations

from sekisho.detect.catalogue import remote_hosts, tool_domains
from sekisho.events import events, kind_named
from sekisho.ledger.tables import of_batches

HOSTS = [
    "relay-7f3a9c1e.net.anydesk.com",
    "www.anydesk.com",
    "news.example.jp",
    "RS-SG.rustdesk.com",
    None,
]
URLS = ["relay-7f3a9c1e.net.anydesk.com:443", "https://www.anydesk.com/ja",
        "https://news.example.jp/anydesk-relay.net.anydesk.com.html", "x", None]  # fmt: skip


def test_hosts_seen_meet_the_catalogue_once() -> None:
    batch = events(kind_named("proxy"), len(HOSTS), {"cs-host": HOSTS, "c-uri": URLS})
    connection = of_batches([batch])
    remote_hosts(connection)
    rows = connection.execute(
        'SELECT "cs-host", tool, role FROM proxy JOIN remote_hosts ON "cs-host" = host ORDER BY 1'
    ).fetchall()
    assert rows == [
        ("RS-SG.rustdesk.com", "rustdesk", "use"),
        ("relay-7f3a9c1e.net.anydesk.com", "anydesk", "use"),
        ("www.anydesk.com", "anydesk", "site"),
    ]


def test_patterns_decide_alike_in_sql() -> None:
    batch = events(kind_named("proxy"), len(HOSTS), {"cs-host": HOSTS, "c-uri": URLS})
    connection = of_batches([batch])
    tool_domains(connection)
    rows = connection.execute(
        """SELECT "cs-host", arg_max(tool, literal), arg_max(role, literal) FROM proxy
           JOIN remote_domains ON regexp_full_match(lower("cs-host"), pattern)
           GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    assert rows == [
        ("RS-SG.rustdesk.com", "rustdesk", "use"),
        ("relay-7f3a9c1e.net.anydesk.com", "anydesk", "use"),
        ("www.anydesk.com", "anydesk", "site"),
    ]


def test_no_events_no_hosts() -> None:
    connection = of_batches([])
    remote_hosts(connection)
    assert connection.execute("SELECT count(*) FROM remote_hosts").fetchone() == (0,)
