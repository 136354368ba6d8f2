"""A Postfix of our own on a port of the loopback: all its files below one folder."""

from __future__ import annotations

import grp
import json
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from sekisho.gates.mail.postfix import configuration
from sekisho.gates.stages import Stages
from sekisho.rulebook import load
from tests.ports import free_port

PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
_MAIN = """\
compatibility_level = 3.6
queue_directory = {own}/spool
data_directory = {own}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {own}/log/mail.log
maillog_file_prefixes = /var, /tmp
myhostname = mx.town.seki.example
mydestination =
mynetworks = 203.0.113.0/24
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_authorized_xclient_hosts = 127.0.0.1
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
virtual_mailbox_domains = town.seki.example, partner.example
virtual_mailbox_base = {own}/boxes
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
alias_maps =
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 100000
smtpd_soft_error_limit = 100000
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
default_transport = error:nothing leaves this machine
{gate}
"""
_SERVICES = (
    ("cleanup", "n", "0"), ("qmgr", "n", "1"), ("tlsmgr", "-", "1"), ("rewrite", "-", "-"),
    ("bounce", "-", "0"), ("defer", "-", "0"), ("trace", "-", "0"), ("verify", "-", "1"),
    ("proxymap", "-", "-"), ("error", "-", "-"), ("retry", "-", "-"), ("discard", "-", "-"),
    ("smtp", "-", "-"), ("anvil", "-", "1"), ("scache", "-", "1"), ("flush", "n", "0"),
    ("showq", "n", "-"), ("postlog", "n", "1"),
)  # fmt: skip
_PROGRAMS = {
    "rewrite": "trivial-rewrite", "defer": "bounce", "trace": "bounce", "retry": "error",
    "postlog": "postlogd",
}  # fmt: skip
_TYPES = {"postlog": "unix-dgram"}


def can_run() -> bool:
    return os.geteuid() == 0 and shutil.which("postfix", path=PATH) is not None


@dataclass
class Town:
    """``own``: the folder; ``gate``: the running milter, None when it is down; ``inside``: the
    words before each command that runs where the server does."""

    own: Path
    port: int
    rulebook: Path
    stage: str = "enforce"
    gate: subprocess.Popen[bytes] | None = None
    inside: tuple[str, ...] = ()

    @property
    def state(self) -> Path:
        return self.own / "state"

    def start_gate(self) -> None:
        path = self.own / "spool" / "sekisho" / "mail.sock"
        path.unlink(missing_ok=True)
        words = ["mail", "serve", "--rulebook", str(self.rulebook), "--socket", str(path),
                 "--state", str(self.state), "--stage", self.stage,
                 "--postfix", str(self.own / "etc")]  # fmt: skip
        program = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
        self.gate = subprocess.Popen(
            [*self.inside, sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL
        )
        while not path.exists() or path.stat().st_mode & 0o777 != 0o660:
            assert self.gate.poll() is None
            time.sleep(0.01)

    def kill_gate(self) -> None:
        if self.gate is not None:
            self.gate.kill()
            self.gate.wait()
            self.gate = None
            # its processes see that they are alone a moment later
            path = self.own / "spool" / "sekisho" / "mail.sock"
            while _answers(path):
                time.sleep(0.01)

    def send(self, data: bytes, sender: str = "a@firm.example", to: str = "seki-j") -> int:
        """The server's answer to the whole mail: 250, 451, 550."""
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="firm.example") as client:
            try:
                client.sendmail(sender, [to if "@" in to else f"{to}@town.seki.example"], data)
            except smtplib.SMTPDataError as error:
                return error.smtp_code
            except smtplib.SMTPSenderRefused as error:
                return error.smtp_code
        return 250

    def command(self, *words: str) -> bytes:
        found = shutil.which(words[0], path=PATH)
        assert found
        return subprocess.run(
            [*self.inside, found, "-c", str(self.own / "etc"), *words[1:]],
            check=True, capture_output=True,
        ).stdout  # fmt: skip

    def queue(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.command("postqueue", "-j").splitlines()]

    def held(self) -> list[str]:
        return [one["queue_id"] for one in self.queue() if one["queue_name"] == "hold"]

    def delivered(self) -> list[EmailMessage]:
        files = (self.own / "boxes").rglob("new/*")
        return [
            cast("EmailMessage", message_from_bytes(one.read_bytes(), policy=default))
            for one in files
        ]

    def settle(self) -> None:
        """Until nothing but what is held is in the queue."""
        while any(one["queue_name"] != "hold" for one in self.queue()):
            time.sleep(0.05)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as one:
        return one.connect_ex(str(path)) == 0


@contextmanager
def town(own: Path, rulebook: Path, stage: str = "enforce") -> Iterator[Town]:
    """A town's mail server with the gate before it."""
    one = laid_out(own, rulebook, stage)
    one.command("postfix", "start")
    try:
        one.start_gate()
        yield one
    finally:
        one.kill_gate()
        subprocess.run(
            [str(shutil.which("postfix", path=PATH)), "-c", str(own / "etc"), "abort"],
            check=False, capture_output=True,
        )  # fmt: skip


def laid_out(own: Path, rulebook: Path, stage: str = "enforce") -> Town:
    """All its files; nothing runs yet."""
    one = Town(own, free_port(), rulebook, stage)
    own.chmod(0o755)
    for name in ("etc", "spool", "data", "log", "boxes/all", "spool/sekisho"):
        (own / name).mkdir(parents=True)
    shutil.chown(own / "data", "postfix")
    # postsuper has left root behind when it warns of what a killed cleanup left in the queue
    log = own / "log" / "mail.log"
    log.touch()
    shutil.chown(log, "postfix")
    shutil.chown(own / "boxes" / "all", 65534, 65534)
    os.chown(own / "spool" / "sekisho", 0, grp.getgrnam("postfix").gr_gid)
    (own / "spool" / "sekisho").chmod(0o2750)
    gate = _lines(one.rulebook, one.stage)
    (own / "etc" / "main.cf").write_text(_MAIN.format(own=own, gate=gate), encoding="utf-8")
    text = services(("virtual",), f"127.0.0.1:{one.port}")
    (own / "etc" / "master.cf").write_text(text, encoding="utf-8")
    return one


def services(postmen: Sequence[str], listening: str, *, log: bool = True) -> str:
    """master.cf: who listens, who carries mails to the boxes; ``log``: Postfix writes its log
    itself."""
    lines = [f"{listening} inet n - n - - smtpd", "pickup unix n - n 60 1 pickup"]
    every = [*_SERVICES, *((name, "-", "-") for name in postmen)]
    for name, private, most in every:
        if name == "postlog" and not log:
            continue
        kind = _TYPES.get(name, "unix")
        # the postman puts mails into others' boxes
        plain = "n" if name == "virtual" else "-"
        lines.append(f"{name} {kind} {private} {plain} n - {most} {_PROGRAMS.get(name, name)}")
    return "\n".join(lines) + "\n"


def _lines(rulebook: Path, stage: str) -> str:
    """The very lines that the gate builds."""
    file, _ = configuration(load(rulebook), Stages(stage))  # type: ignore[arg-type]
    return file.content.decode()
