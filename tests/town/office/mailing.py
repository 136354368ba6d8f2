"""What people do with mail in a plan: send, look into the box, open what is attached.

Part of the player: everything goes over the cable of the person's own machine.
"""

from __future__ import annotations

import base64
import email.policy
import hashlib
import imaplib
import io
import smtplib
import time
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, cast

PATIENCE_S = 300.0
BUSY = 450
"""The server answers that it is to be tried again later."""


class Mailing:
    """Acts around mails. ``plan``: whose; ``mail`` in an act: the server's address."""

    plan: dict[str, Any]

    def _send(self, act: dict[str, Any]) -> dict[str, Any]:
        """A mail to the server: what it says of each recipient and of the whole."""
        data = base64.b64decode(act["data"]).replace(b"{date}", formatdate().encode())
        refused: dict[str, int] = {}
        status = BUSY
        until = time.monotonic() + PATIENCE_S
        while 400 <= status < 500 and time.monotonic() < until:
            status, refused = self._sent(act, data)
        return {"status": status, "refused": refused, "id": act["id"], "to": act["to"]}

    def _sent(self, act: dict[str, Any], data: bytes) -> tuple[int, dict[str, int]]:
        own = (act["client"], 0) if act["client"] else None
        with smtplib.SMTP(act["mail"], 25, act["helo"], PATIENCE_S, source_address=own) as line:
            try:
                told = line.sendmail(act["sender"], act["to"], data)
                return 250, {to: code for to, (code, _) in told.items()}
            except smtplib.SMTPRecipientsRefused as error:
                codes = {to: code for to, (code, _) in error.recipients.items()}
                return max(codes.values()), codes
            except smtplib.SMTPResponseException as error:
                return error.smtp_code, {}

    def _box(self, act: dict[str, Any]) -> imaplib.IMAP4:
        box = imaplib.IMAP4(act["mail"], 143, PATIENCE_S)
        box.login(self.plan["account"], self.plan["password"])
        box.select()
        return box

    def _mailbox(self, act: dict[str, Any]) -> dict[str, Any]:
        """A look at what has come: subjects of all mails."""
        with self._box(act) as box:
            _, told = box.search(None, "ALL")
            numbers = told[0].split()
            if numbers:
                box.fetch(b",".join(numbers).decode(), "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        return {"status": 200, "mails": len(numbers)}

    def _open(self, act: dict[str, Any]) -> dict[str, Any]:
        """The attachment of a mail: saved, unpacked, and where it ``runs``, its calls made. 404
        where no such mail is in the box, 406 where it has no archive any more."""
        found = self._fetched(act)
        if found is None:
            return {"status": 404}
        archives = [
            (str(one.get_filename()), one.get_content())
            for one in found.iter_attachments()
            if str(one.get_filename()).endswith(".zip")
        ]
        if not archives:
            return {"status": 406}
        ((name, content),) = archives
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (script,) = archive.namelist()
            assert b"Nothing is executed" in archive.read(script)
        ran = time.time()
        for path in act["calls"]:
            self._get({"host": act["host"], "path": path})
        digest = hashlib.sha256(content).hexdigest()
        return {"status": 200, "attachment": name, "script": script, "sha256": digest, "ran": ran}

    def _fetched(self, act: dict[str, Any]) -> EmailMessage | None:
        """The mail of an identity; deleted afterwards where the act says so."""
        with self._box(act) as box:
            _, told = box.search(None, "HEADER", "Message-ID", f'"{act["id"]}"')
            if not told[0]:
                return None
            number = told[0].split()[0].decode()
            _, data = box.fetch(number, "(RFC822)")
            if act.get("deletes"):
                box.store(number, "+FLAGS", r"(\Deleted)")
                box.expunge()
        raw = cast("tuple[bytes, bytes]", data[0])[1]
        return cast("EmailMessage", message_from_bytes(raw, policy=email.policy.default))

    def _get(self, act: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError
