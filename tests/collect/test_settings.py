"""Settings are whole, can be taken back, and the real systems take them."""

from __future__ import annotations

import csv
import http.server
import io
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from sekisho.case.asking import ask
from sekisho.collect.settings import companions, contents, names
from sekisho.intake.road import take_in
from sekisho.ledger.sealed import tables_of
from sekisho.sources.contract import Context
from tests.ports import free_port

SBIN = "/usr/sbin:/sbin:/usr/bin:/bin"
GUID = re.compile(r"\{0CCE92[0-9A-F]{2}-69AE-11D9-BED3-505054503030\}")
COMMANDS = [name for name in names() if name.endswith(".cmd")]


def text(name: str) -> str:
    content = contents([name])[name]
    return content.decode("cp932" if name.endswith(".cmd") else "utf-8")


def engine(name: str) -> str:
    found = shutil.which(name, path=SBIN)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


@pytest.mark.parametrize("name", [n for n in names() if "undo-" not in n and ".csv" not in n])
def test_each_file_says_why_what_and_how_to_undo(name: str) -> None:
    said = text(name)
    for word in ("わけ", "埋まる問い", "元に戻す"):
        assert word in said, word


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_file_has_its_way_back(name: str) -> None:
    if "undo-" not in name:
        assert any("/undo-" in one for one in companions(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_file_is_what_cmd_reads(name: str) -> None:
    """cp932, CRLF, no line longer than cmd takes, administrator asked for, an end."""
    content = contents([name])[name]
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) < 8191
    assert lines[0] == b"@echo off"
    assert b"net session" in content
    assert lines[-2] == b"exit /b 0"


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_done_is_undone(name: str) -> None:
    """Every subcategory, channel and value that a file sets is named by its undo file."""
    if "undo-" in name:
        return
    back = text(next(one for one in companions(name) if "/undo-" in one))
    done = text(name)
    for subcategory in GUID.findall(done):
        assert subcategory in back
    for channel in re.findall(r'wevtutil sl "?([^"\r\n]+?)"? /', done):
        assert channel in back
    for key, value in re.findall(r'reg add "([^"]+)" /v (\w+)', done):
        assert value in back or value == "SCENoApplyLegacyAuditPolicy", key


def test_a_task_command_is_not_too_long() -> None:
    """schtasks takes 261 characters after /tr."""
    (task,) = re.findall(r'/tr "(.+)"\r?$', text("windows-server/dhcp-copy.cmd"), re.MULTILINE)
    assert len(task.replace('\\"', '"')) <= 261


@pytest.mark.parametrize("name", ["windows/audit-policy.csv", "windows/gpo/audit.csv"])
def test_an_audit_table_has_the_form_of_auditpol(name: str) -> None:
    """[MS-GPAC] 2.2.1.2: seven columns, each subcategory once, the value that its words say."""
    rows = list(csv.DictReader(io.StringIO(text(name))))
    values = {"No Auditing": "0", "Success": "1", "Failure": "2", "Success and Failure": "3"}
    found = [row for row in rows if row["Policy Target"] == "System"]
    assert list(rows[0]) == [
        "Machine Name", "Policy Target", "Subcategory", "Subcategory GUID", "Inclusion Setting",
        "Exclusion Setting", "Setting Value",
    ]  # fmt: skip
    for row in found:
        assert GUID.fullmatch(row["Subcategory GUID"].upper())
        assert values[row["Inclusion Setting"]] == row["Setting Value"]
    guids = [row["Subcategory GUID"].upper() for row in found]
    assert len(set(guids)) == len(guids)
    wanted = {"922B", "9248", "9245", "9215"}
    on = {guid[5:9] for guid, row in zip(guids, found, strict=True) if row["Setting Value"] != "0"}
    assert wanted <= on


def test_the_whole_policy_names_every_subcategory() -> None:
    rows = list(csv.DictReader(io.StringIO(text("windows/audit-policy.csv"))))
    assert sum(row["Policy Target"] == "System" for row in rows) == 59
    assert {row["Subcategory"] for row in rows} >= {"Option:CrashOnAuditFail", "FileGlobalSacl"}


def test_the_subscription_is_xml_with_queries_inside() -> None:
    content = contents(["windows-server/subscription.xml"])["windows-server/subscription.xml"]
    tree = etree.fromstring(content)
    space = {"e": "http://schemas.microsoft.com/2006/03/windows/events/subscription"}
    (query,) = tree.xpath("e:Query/text()", namespaces=space)
    inner = etree.fromstring(query.strip())
    assert {"Security", "System"} <= {one.get("Path") for one in inner.iter("Select")}
    assert tree.xpath("string(e:LogFile)", namespaces=space) == "ForwardedEvents"


def test_fortigate_blocks_are_closed() -> None:
    for name in ("fortigate/log-settings.txt", "fortigate/undo-log-settings.txt"):
        depth = 0
        for line in text(name).splitlines():
            word = line.strip().partition(" ")[0]
            depth += word in ("config", "edit")
            depth -= word in ("end", "next")
            assert depth >= 0, line
            assert word in ("config", "edit", "set", "next", "end", "", "#"), line
        assert depth == 0


def test_no_file_is_unknown() -> None:
    with pytest.raises(KeyError):
        contents(["no/such"])


@pytest.mark.daemon
def test_samba_takes_the_audit(tmp_path: Path) -> None:
    path = tmp_path / "smb.conf"
    path.write_bytes(contents(["samba/full-audit.conf"])["samba/full-audit.conf"])
    command = [engine("testparm"), "-s", "--suppress-prompt", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "full_audit:success = connect disconnect create_file pread_send" in done.stdout
    assert "Unknown parameter" not in done.stderr


@pytest.mark.daemon
def test_rsyslog_takes_the_forwarding(tmp_path: Path) -> None:
    name = "rsyslog/60-sekisho-forward.conf"
    path = tmp_path / "forward.conf"
    spool = tmp_path / "spool"
    spool.mkdir()
    content = contents([name])[name].decode().replace("/var/spool/rsyslog", str(spool))
    path.write_text(content, encoding="utf-8", newline="\n")
    command = [engine("rsyslogd"), "-N1", "-f", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower()
    assert 'queue.filename="' in content


@pytest.mark.daemon
def test_logrotate_takes_the_rotation(tmp_path: Path) -> None:
    path = tmp_path / "squid"
    path.write_bytes(contents(["squid/logrotate-squid"])["squid/logrotate-squid"])
    path.chmod(0o644)
    command = [engine("logrotate"), "-d", "-s", str(tmp_path / "state"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error:" not in done.stderr


class Squid:
    """A real Squid on loopback with the settings file, its log in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        settings = contents(["squid/sekisho-log.conf"])["squid/sekisho-log.conf"].decode()
        self.settings = settings.replace("/var/log/squid", str(folder))
        self.conf = folder / "squid.conf"
        lines = [
            f"http_port 127.0.0.1:{self.port}", "pid_filename none", "cache deny all",
            f"cache_log {folder}/cache.log", f"coredump_dir {folder}", "pinger_enable off",
            "netdb_filename none", "shutdown_lifetime 1 seconds", "http_access allow all",
            "visible_hostname proxy.town.example", "cache_effective_user proxy", self.settings,
        ]  # fmt: skip
        self.conf.write_text("\n".join(lines), encoding="utf-8", newline="\n")

    def parse(self) -> subprocess.CompletedProcess[str]:
        command = [engine("squid"), "-k", "parse", "-f", str(self.conf)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def start(self) -> subprocess.Popen[bytes]:
        # a name of its own: two instances of one name share their memory
        name = f"settings{os.getpid()}"
        process = subprocess.Popen([engine("squid"), "-n", name, "-N", "-f", str(self.conf)])
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return process
            time.sleep(0.1)
        raise AssertionError((self.folder / "cache.log").read_text(encoding="utf-8"))


@pytest.fixture
def squid(tmp_path: Path) -> Squid:
    engine("squid")
    version = subprocess.run(
        [engine("squid"), "-v"], capture_output=True, text=True, check=True
    ).stdout
    if "openssl" not in version:
        pytest.skip("needs squid-openssl")
    folder = tmp_path / "squid"
    folder.mkdir()
    for path in (tmp_path, folder):
        path.chmod(0o777)
    for parent in tmp_path.parents:
        if str(parent).startswith("/tmp/"):  # noqa: S108 - pytest's own folders
            parent.chmod(parent.stat().st_mode | 0o055)
    return Squid(folder)


@pytest.fixture
def origin() -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_given: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.daemon
def test_squid_takes_the_log_format(squid: Squid) -> None:
    done = squid.parse()
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    assert "FATAL" not in done.stderr


@pytest.mark.daemon
@pytest.mark.slow
def test_squid_with_the_setting_counts_what_was_sent(
    squid: Squid, origin: int, tmp_path: Path
) -> None:
    """A real upload through a real Squid: the log it writes is read, and counts what was sent."""
    process = squid.start()
    try:
        proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{squid.port}"})
        opener = urllib.request.build_opener(proxy)
        address = f"http://127.0.0.1:{origin}/upload"
        request = urllib.request.Request(address, data=b"x" * 50_000)
        request.add_header("Referer", "http://portal.example/")
        assert opener.open(request, timeout=20).read() == b"ok"
    finally:
        process.terminate()
        process.wait(timeout=20)
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    shutil.copy(squid.folder / "access.log", evidence / "access.log")
    (evidence / "sekisho-log.conf").write_text(squid.settings, encoding="utf-8", newline="\n")
    ledger, work = tmp_path / "ledger", tmp_path / "work"
    for folder in (ledger, work):
        folder.mkdir()
    manifest = take_in(evidence, ledger, work, Context(now=datetime.now(UTC)))
    with tables_of(ledger, manifest) as connection:
        columns = '"cs-bytes" AS sent, "cs-referrer" AS page, "c-useragent" AS agent'
        query = f"SELECT {columns} FROM proxy WHERE \"cs-method\" = 'POST'"
        (row,) = ask(connection, query)
    assert row["sent"] > 50_000
    assert row["page"] == "http://portal.example/"
    assert row["agent"].startswith("Python-urllib")
