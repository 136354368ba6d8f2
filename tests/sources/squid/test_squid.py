"""Squid logs: what is read, what is not, and that every pointer leads back."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.squid.formats import NATIVE
from sekisho.sources.squid.squid import SOURCE, identify

AT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def good(data: Path) -> Path:
    return data / "sources" / "squid" / "good.log"


@pytest.fixture(scope="module")
def told(tell_of, good):
    return tell_of(SOURCE, good)


def test_everything_good_is_read(told):
    assert told.identified == 85
    assert told.unread == []
    assert [event["position"] for event in told.events] == list(range(1, 12))
    assert told.note("note.squid_format").values == {"name": "squid", "format": NATIVE}


def test_a_tunnel_ends_when_it_is_written(told):
    end = AT + timedelta(seconds=11, milliseconds=120)
    assert told.events[0] == {
        "@timestamp": end,
        "time.text": "1464937391.120",
        "event.start": end - timedelta(milliseconds=61234),
        "event.end": end,
        "user.name": "tanaka",
        "source.ip": "192.168.1.33",
        "destination.ip": "203.0.113.10",
        "destination.port": 443,
        "event.dataset": "squid.proxy",
        "event.action": "allowed",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 1,
        "unit": "line",
        "c-uri": "relay-1a2b3c4d.net.example.com:443",
        "cs-host": "relay-1a2b3c4d.net.example.com",
        "cs-method": "CONNECT",
        "sc-status": 200,
        "sc-bytes": 48231,
        "s-action": "TCP_TUNNEL",
        "fields": {"Sh": "HIER_DIRECT"},
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            3,
            {"event.action": "denied", "event.outcome": "failure", "cs-host": "remote.example.net"},
        ),
        (4, {"user.name": "TOWN\\suzuki jiro", "destination.port": 8080}),
        (5, {"event.action": "allowed", "event.outcome": "failure"}),
        (5, {"fields": {"Sh": "FIRSTUP_PARENT", "<a": "10.0.0.8"}, "destination.ip": None}),
        (6, {"event.action": "denied", "s-action": "NONE_NONE"}),
        (7, {"cs-host": "2001:db8::7", "destination.port": 8443, "event.start": None}),
        (7, {"fields": {"Sh": "HIER_NONE", "tr": "-5"}}),
        (8, {"source.ip": "2001:db8::33", "cs-host": None, "c-uri": "error:invalid-request"}),
        (9, {"source.ip": None, "host.name": "pc033.town.example", "cs-host": "news.example.jp"}),
        (10, {"c-uri": "http://www.example.jp/a b c.html", "user.name": None}),
        (10, {"event.outcome": None, "sc-status": 0, "event.action": "allowed"}),
        (11, {"user.name": "yamada taro", "http.response.mime_type": "text/html;charset=UTF-8"}),
    ],
)
def test_special_lines(told, line, expected):
    event = told.events[line - 1]
    assert {key: event.get(key) for key in expected} == expected


def test_what_cannot_be_read_is_kept(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "squid" / "bad.log")
    assert [event["position"] for event in told.events] == [1, 9]
    merged = (2, "unread.squid_merged")
    assert told.unread == [merged, *((line, "unread.squid_line") for line in range(3, 9))]


def test_combined(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "squid" / "good_combined.log")
    assert told.note("note.squid_format").values["name"] == "combined"
    first, second, third, fourth = told.events
    assert first["@timestamp"] == AT + timedelta(seconds=11)
    assert first["c-useragent"] == "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
    assert first["cs-referrer"] == "http://www.example.jp/"
    assert "event.start" not in first
    assert (second["c-useragent"], second["event.action"]) == ('A "quoted" agent', "denied")
    assert third["c-uri"] == "http://www.example.jp/a b"
    assert "@timestamp" not in fourth  # there is no 31st of February
    assert fourth["time.text"] == "31/Feb/2016:16:03:14 +0900"


UPLOAD = f"{NATIVE} %>st %ssl::>sni"
LINE = (
    "1464937391.120   1234 192.168.1.33 TCP_TUNNEL/200 48231 CONNECT a.example.com:443 - "
    "HIER_DIRECT/203.0.113.10 -"
)


@pytest.mark.parametrize(
    ("line", "hint", "name", "expected"),
    [
        (
            f"{LINE} 918273 a.example.com",
            None,
            "squid with upload bytes and SNI",
            {"cs-bytes": 918273, "tls.client.server_name": "a.example.com"},
        ),
        (f"{LINE} 918273", None, "squid with upload bytes", {"cs-bytes": 918273}),
        (
            f"{LINE} 77 88",
            f"{NATIVE} %>sh %>st",
            "logformat",
            {"cs-bytes": 88, "fields": {"Sh": "HIER_DIRECT", ">sh": "77"}},
        ),
        (
            f'{LINE} "a b" c',
            None,
            "squid with unnamed columns",
            {"fields": {"Sh": "HIER_DIRECT", "{1}more": "a b", "{2}more": "c"}},
        ),
        (
            f"{LINE} [Host: a\\r\\nUser-Agent: Some Agent\\r\\n] [Server: b c\\r\\n]",
            None,
            "squid with headers",
            {
                "fields": {
                    "Sh": "HIER_DIRECT",
                    ">h": "Host: a\\r\\nUser-Agent: Some Agent\\r\\n",
                    "<h": "Server: b c\\r\\n",
                }
            },
        ),
        (
            "1464937391.120 192.168.1.33 http://a.example/ http://b.example:81/x",
            None,
            "referrer",
            {"cs-referrer": "http://a.example/", "destination.port": 81, "event.action": None},
        ),
        (
            '192.168.1.33 [03/Jun/2016:16:03:11 +0900] "Some Agent/1.0 (x)"',
            None,
            "useragent",
            {"c-useragent": "Some Agent/1.0 (x)", "source.ip": "192.168.1.33"},
        ),
        (
            '192.168.1.33 - - [03/Jun/2016:16:03:11 +0900] "GET / HTTP/1.1" 200 9 TCP_HIT:NONE',
            None,
            "common",
            {"sc-bytes": 9, "s-action": "TCP_HIT"},
        ),
        (
            "2016-06-03 16:03:11|192.168.1.33|TCP_DENIED/403|http://a.example/a|b|55",
            "%{%Y-%m-%d %H:%M:%S}tl|%>a|%Ss/%03>Hs|%ru|%>st",
            "logformat",
            {"@timestamp": AT + timedelta(seconds=11), "cs-bytes": 55, "event.action": "denied"},
        ),
    ],
)
def test_formats(tell_of_bytes, line, hint, name, expected):
    hints = {"squid.logformat": (hint,)} if hint else {}
    told = tell_of_bytes(SOURCE, f"{line}\n".encode() * 3, hints=hints)
    assert told.identified >= 50
    assert told.note("note.squid_format").values["name"] == name
    assert told.unread == []
    assert len(told.events) == 3
    assert {key: told.events[0].get(key) for key in expected} == expected


def test_a_format_that_states_no_zone_is_a_doubt(tell_of_bytes):
    hints = {"squid.logformat": ("%{%Y-%m-%d %H:%M:%S}tl %>a %Ss/%03>Hs %Sh/%<a %ru",)}
    line = b"2016-06-03 16:03:11 192.168.1.33 TCP_MISS/200 HIER_NONE/- http://a.example/\n"
    told = tell_of_bytes(SOURCE, line, hints=hints, zone="UTC")
    assert told.events[0]["@timestamp"] == datetime(2016, 6, 3, 16, 3, 11, tzinfo=UTC)
    assert told.note("note.zone_assumed").doubt


def test_a_format_that_only_a_configuration_describes():
    hints = {"squid.logformat": ("%ts.%03tu;%>a;%rm;%ru;%<st",)}
    head = b"1464937391.120;192.168.1.33;GET;http://a.example/;5\n" * 3
    assert identify(Sample("x", head, len(head))) == 0
    assert identify(Sample("x", head, len(head), hints)) == 55


def test_two_given_formats_that_fit_alike_are_a_doubt(tell_of_bytes):
    formats = (f"{NATIVE} %>st", f"{NATIVE} %>sh")
    told = tell_of_bytes(SOURCE, f"{LINE} 7\n".encode(), hints={"squid.logformat": formats})
    assert told.events[0]["cs-bytes"] == 7
    assert told.note("note.squid_rival").doubt
    named = {"squid.logformat": formats, "squid.access_log": (f"/var/log/town.log {formats[1]}",)}
    told = tell_of_bytes(SOURCE, f"{LINE} 7\n".encode(), name="town.log.1", hints=named)
    assert told.events[0]["fields"] == {"Sh": "HIER_DIRECT", ">sh": "7"}
    assert [note.code for note in told.notes] == ["note.squid_format"]


def test_a_format_changed_inside_the_file(tell_of_bytes):
    told = tell_of_bytes(SOURCE, f"{LINE}\n{LINE}\n{LINE} 55 a.example.com\n{LINE}\n".encode())
    assert [event["position"] for event in told.events] == [1, 2, 3, 4]
    assert [event.get("cs-bytes") for event in told.events] == [None, None, 55, None]


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_line_ends_and_a_cut_last_line(tell_of_bytes, end):
    told = tell_of_bytes(SOURCE, end.join([LINE.encode(), LINE.encode()[:60]]))
    assert [event["position"] for event in told.events] == [1]
    assert told.unread == [(2, "unread.squid_line")]


def test_cp932_in_an_address(tell_of_bytes):
    line = LINE.replace("a.example.com:443", "http://a.example/広報").encode("cp932")
    told = tell_of_bytes(SOURCE, LINE.encode() + b"\n" + line + b"\n")
    assert told.events[1]["c-uri"] == "http://a.example/広報"


@pytest.mark.parametrize("head", [b"", b"\n\n", b"hello\nworld\n", b"TCP_MISS NONE/- \x00\xff\n"])
def test_what_is_no_squid_log_is_refused(tell_of_bytes, head):
    assert tell_of_bytes(SOURCE, head).refused == "unread.squid_format"


@pytest.mark.parametrize(
    "line",
    [
        '192.168.1.3 - - [03/Jun/2016:16:03:11 +0900] "GET / HTTP/1.1" 200 5 "-" "curl/7"',
        "Jun  3 16:03:11 fw dhcpd: DHCPACK on 192.168.1.22 to 34:23:ba:11:26:b8 via eth0",
        "Jun  3 16:03:11 px squid[12]: " + LINE,
        "date=2016-06-03 time=16:03:11 type=traffic srcip=192.168.1.3",
    ],
)
def test_other_formats_are_left_alone(line):
    head = f"{line}\n".encode() * 5
    assert identify(Sample("access.log", head, len(head))) == 0


def test_every_pointer_leads_back(reread_equals, good, data):
    assert reread_equals(SOURCE, good) == 11
    assert reread_equals(SOURCE, data / "sources" / "squid" / "good_combined.log") == 4


def test_the_plan_crosses_processes(good):
    from sekisho.events.evidence import Evidence
    from sekisho.sources.contract import Context

    plan = SOURCE.prepare(Evidence("x", good, 1, ""), Context(now=AT))
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 1500), keep=st.integers(0, 1500))
def test_damage_never_raises(tell_of_bytes, data, cut, at, keep):
    name = "good.log" if at % 2 else "good_combined.log"
    whole = (data / "sources" / "squid" / name).read_bytes()
    told = tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep])
    lines = (whole[:at] + cut + whole[at:][:keep]).replace(b"\r\n", b"\n").split(b"\n")
    if told.refused is None and b"\x1b" not in cut:  # ISO-2022-JP escapes alone are no text
        assert len(told.events) + len(told.unread) == sum(bool(line) for line in lines)


def test_the_real_log_of_others(tell_of, shared, reread_equals):
    path = shared / "data" / "proxy-squid" / "access.log"
    told = tell_of(SOURCE, path)
    assert (told.identified, len(told.events), told.unread) == (85, 20, [])
    assert len({event["source.ip"] for event in told.events}) == 4
    assert told.events[0]["cs-host"] == "login.yahoo.com"
    assert all(event["@timestamp"].year == 2006 for event in told.events)
    assert reread_equals(SOURCE, path) == 12


def test_lines_of_the_wazuh_rules(tell_of_bytes, shared):
    rules = (shared / "data" / "logs-wazuh" / "tests" / "squid_rules.ini").read_text("utf-8")
    lines = [line.split(" = ", 1)[1] for line in rules.splitlines() if line.startswith("log ")]
    told = tell_of_bytes(SOURCE, "\n".join(lines).encode())
    assert [(event["sc-status"], event["event.action"]) for event in told.events] == [
        (400, "denied"),
        (407, "denied"),
    ]
    assert told.events[1]["user.name"] == "oahmet"


def test_lines_of_fail2ban(tell_of, shared):
    told = tell_of(SOURCE, shared / "data" / "logs-fail2ban" / "squid")
    assert (len(told.events), len(told.unread)) == (4, 6)  # six are comments
