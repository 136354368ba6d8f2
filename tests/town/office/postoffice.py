"""The office with its mail: Postfix before Dovecot on ``mail01``, and the gate before Postfix.

Postfix takes what comes to the town's people and hands it to Dovecot (LMTP), which puts it into
their Maildirs and lets them read it from their computers (IMAP). What they write goes out to a sink
of ours in the world. Both log by syslog, which rsyslog sends to the collector as recommended.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

from tests.town.office import places
from tests.town.office.campaign import BLOCKED
from tests.town.office.gated import MAIL_STATE
from tests.town.office.namespaces import PATH
from tests.town.office.namespaces import missing as lacking
from tests.town.office.office import PASSWORD, SETTLE_S, Office
from tests.town.postfix import services

MACHINE = places.MAIL.name
BOXES = "/srv/vmail"
PROGRAMS = {"postfix": "postfix", "smtp-sink": "postfix", "dovecot": "dovecot-imapd dovecot-lmtpd"}
MAIN = f"""\
compatibility_level = 3.6
myhostname = mail01.{places.DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8, 198.18.20.0/24, 198.18.40.0/24
inet_protocols = ipv4
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_client_restrictions = check_client_access cidr:/etc/postfix/listed
virtual_mailbox_domains = {places.DOMAIN}
virtual_mailbox_maps = texthash:/etc/postfix/people
virtual_transport = lmtp:unix:private/dovecot-lmtp
alias_maps =
relayhost = [{places.WEB.address}]
header_checks = regexp:/etc/postfix/titles
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
minimal_backoff_time = 5s
queue_run_delay = 5s
"""
LISTED = f"{BLOCKED} REJECT 554 5.7.1 Service unavailable; Client host blocked by the list\n"
TITLES = "/^Subject:/ INFO\n"
DOVECOT = f"""\
protocols = imap lmtp
listen = *
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
auth_username_format = %Ln
mail_location = maildir:{BOXES}/%n
default_vsz_limit = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n /etc/dovecot/people
}}
userdb {{
  driver = passwd-file
  args = username_format=%n /etc/dovecot/people
}}
service lmtp {{
  unix_listener /var/spool/postfix/private/dovecot-lmtp {{
    mode = 0600
    user = postfix
    group = postfix
  }}
}}
"""
RULES = {
    "domains": [places.DOMAIN],
    "forbidden_attachments": [".exe", ".scr"],
    "held_attachments": [".docm", ".xlsm"],
    "personal_outgoing": "保留",
}


def missing() -> list[str]:
    """What this machine lacks for it."""
    found = [f"{name} ({package})" for name, package in PROGRAMS.items()
             if shutil.which(name, path=PATH) is None]  # fmt: skip
    return [*lacking(), *found]


class PostOffice(Office):
    """The town office with mail."""

    GATES = Office.GATES | {"mail"}

    def start(self) -> None:
        """As without mail, then the mail server."""
        super().start()
        try:
            self._mail()
        except BaseException:
            self.stop()
            raise

    def rulebook(self, **more: Any) -> bytes:
        """With what is to be done with mails."""
        approver = self.town.people[0].pc.staff.name
        return super().rulebook(mail={**RULES, "approvers": [approver]}, **more)

    def boxes(self) -> dict[str, list[Path]]:
        """The mails in each Maildir, by account."""
        root = self.spaces.file(MACHINE, BOXES)
        return {one.name: sorted(one.glob("*/*.*")) for one in sorted(root.iterdir())}

    def queue(self) -> list[dict[str, Any]]:
        """What is in Postfix's queues."""
        told = self.spaces.run(MACHINE, ["postqueue", "-j"]).stdout
        return [json.loads(line) for line in told.splitlines()]

    def delivered(self) -> None:
        """Wait until only what is held is in the queue."""
        until = time.monotonic() + 4 * SETTLE_S
        while time.monotonic() < until:
            if all(one["queue_name"] == "hold" for one in self.queue()):
                return
            time.sleep(0.2)
        raise AssertionError(f"the queue does not empty: {self.queue()}")

    def collect(self, folder: Path) -> Path:
        """With the mail server's records and everybody's mailbox."""
        super().collect(folder)
        received = self.spaces.file(places.LOGS.name, f"/var/log/received/{MACHINE}")
        for path in sorted(received.glob("*.log")):
            target = folder / "mail" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        for account, mails in self.boxes().items():
            for path in mails:
                target = folder / "mailboxes" / account / path.parent.name / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        record = self.spaces.file(MACHINE, f"{MAIL_STATE}/mail.jsonl")
        if record.exists():
            shutil.copyfile(record, folder / "mail" / "mail.jsonl")
        return folder

    def _mail(self) -> None:
        put = self.spaces.put
        accounts = [one.account for one in self.town.people]
        put(MACHINE, "/etc/postfix/main.cf", MAIN)
        put(MACHINE, "/etc/postfix/master.cf", services(("lmtp",), "smtp", log=False))
        put(MACHINE, "/etc/postfix/listed", LISTED)
        put(MACHINE, "/etc/postfix/titles", TITLES)
        put(MACHINE, "/etc/postfix/people",
            "".join(f"{one}@{places.DOMAIN} {one}\n" for one in accounts))  # fmt: skip
        put(MACHINE, "/etc/dovecot/town.conf", DOVECOT)
        lines = [f"{one}:{{PLAIN}}{PASSWORD}:65534:65534::{BOXES}/{one}::\n" for one in accounts]
        put(MACHINE, "/etc/dovecot/people", "".join(lines))
        made = f"install -d -o postfix /var/lib/postfix && install -d /var/lib/dovecot {BOXES}"
        made += f" && chown 65534:65534 {BOXES}"
        self.spaces.run(MACHINE, ["sh", "-c", made])
        self._forwarder(MACHINE)
        sink = ["smtp-sink", "-c", "-u", "nobody", f"{places.WEB.address}:25", "200"]
        self.launch("sink", places.WEB.name, sink)
        self.spaces.run(MACHINE, ["postfix", "start"])
        dovecot = self.launch("dovecot", MACHINE, ["dovecot", "-F", "-c", "/etc/dovecot/town.conf"])
        self.spaces.listens(MACHINE, 143, dovecot)
        self.spaces.listens(MACHINE, 25, dovecot)
