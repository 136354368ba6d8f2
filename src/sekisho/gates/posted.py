"""A mail handed to the mailer of this machine.

Reference: sendmail(1) of Postfix. Such a mail does not pass the mail gate (``smtpd_milters`` are
asked for what comes by SMTP alone).
"""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from email.utils import parseaddr

from sekisho.gates.programs import PATIENCE_S, program

MAILER = "sendmail"


def posted(mail: EmailMessage, folder: str | None = None) -> str:
    """Hands over a mail; the recipients stand in it (``-t``), what comes back goes to
    its sender (``-f``). ``folder``: Postfix's settings where
    they are not in the usual place. Gives what went wrong, "" where nothing did."""
    found = program(MAILER)
    if found is None:
        return MAILER
    words = [found, *(("-C", folder) if folder else ()), "-t", "-oi"]
    back = parseaddr(str(mail["From"] or ""))[1]
    if "@" in back and not back.startswith("-"):
        words += ["-f", back]
    try:
        told = subprocess.run(  # noqa: S603  (the system's own mailer)
            words, input=mail.as_bytes(), capture_output=True, check=False, timeout=PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = told.stderr.decode("utf-8", "replace").strip()
    return "" if told.returncode == 0 else said or f"{MAILER} {told.returncode}"
