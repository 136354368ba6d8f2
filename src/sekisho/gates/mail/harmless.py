"""Making a mail harmless: its text, and its documents without what is active in them.

The ministry's guideline (地方公共団体における情報セキュリティポリシーに関するガイドライン)
lets mail into the LGWAN zone as text alone, or with active content taken out. Office and PDF
documents keep everything but what acts or loads; a document that stays suspicious, and every other
file that was seen to be active, is left out and named with its SHA-256. The original is sealed and
can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.policy import SMTP

from sekisho.gates.mail.disarmed import disarmed, renamed
from sekisho.gates.mail.disarmed.pdf import signed
from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.signs import Sign
from sekisho.gates.mail.verdict import VERDICTS, asked_of
from sekisho.rulebook import Rulebook
from sekisho.text import say

_KEPT_AS = re.compile(r"(?!text|message|multipart)[a-z]+/[\w.+-]+")
"""Types that an attachment keeps; what a mailer would show of itself becomes a mere file."""


@dataclass(frozen=True)
class Harmless:
    """``body`` with ``headers`` replaces that of the mail; ``gone``: header fields that no longer
    fit, each as often as it stands there; ``kept``, ``cleaned``, ``left_out``: names of the
    attachments by what became of them."""

    headers: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    body: bytes
    kept: tuple[str, ...]
    cleaned: tuple[str, ...]
    left_out: tuple[str, ...]


def harmless(
    mail: Opened | None, signs: Sequence[Sign], rulebook: Rulebook, original: str
) -> Harmless:
    """The mail without what the signs point to; of one that could not be taken apart (None)
    nothing stays but the note. ``original``: how the sealed one is asked for."""
    asked = asked_of(rulebook)
    grave = {
        sign.place
        for sign in signs
        if sign.place and VERDICTS.index(asked[sign.code]) >= VERDICTS.index("harmless")
    }
    kept: list[tuple[File, bytes]] = []
    cleaned: list[tuple[File, bytes]] = []
    left: list[File] = []
    for file, places in _attachments(mail.files if mail else ()):
        if not places & grave:
            kept.append((file, file.data))
        elif (content := disarmed(file, rulebook)) is not None:
            cleaned.append((file, content))
        else:
            left.append(file)
    made = EmailMessage(policy=SMTP)
    text = _text(mail, [file for file, _ in cleaned], left, original)
    made.set_content(text, charset="utf-8", cte="base64")
    for file, content in [*kept, *cleaned]:
        kind = file.mime if _KEPT_AS.fullmatch(file.mime) else "application/octet-stream"
        main, _, sub = kind.partition("/")
        made.add_attachment(content, main, sub, filename=_safe(renamed_if(file, content)))
    head, _, body = made.as_bytes().partition(b"\r\n\r\n")
    fields = tuple(_fields(head))
    return Harmless(
        headers=fields,
        gone=tuple(_gone(mail.message, {name.lower() for name, _ in fields})) if mail else (),
        body=body,
        kept=tuple(file.name for file, _ in kept),
        cleaned=tuple(file.name for file, _ in cleaned),
        left_out=tuple(file.name for file in left),
    )


def renamed_if(file: File, content: bytes) -> str:
    """The name that fits what is attached."""
    return file.name if content is file.data else renamed(file.name)


def _safe(name: str) -> str:
    return "".join(sign if sign.isprintable() else "_" for sign in name) or "_"


def _attachments(files: Sequence[File]) -> Iterator[tuple[File, set[str]]]:
    """Each attachment with the places of everything in it, itself included."""
    at: File | None = None
    places: set[str] = set()
    for file in files:
        if len(file.place) == 1:
            if at is not None:
                yield at, places
            at, places = file, set()
        places.add(file.where)
    if at is not None:
        yield at, places


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    unfolded = re.sub(rb"\r\n[ \t]+", b" ", head).decode("ascii", "replace")
    for line in unfolded.split("\r\n"):
        name, _, value = line.partition(": ")
        if name.lower() in ("content-type", "content-transfer-encoding", "mime-version"):
            yield name, value


def _gone(message: Message, made: set[str]) -> Iterator[str]:
    """Fields that describe the old body; of one that is replaced, those beyond the first."""
    for name in sorted({str(one).lower() for one in message}):
        if name.startswith("content-") or name == "mime-version":
            count = len(message.get_all(name, []))
            yield from [name] * (count - (name in made))


def _text(mail: Opened | None, cleaned: Sequence[File], left: Sequence[File], original: str) -> str:
    lines = [say("gates.mail.harmless.head", "ja", original=original)]
    for file in cleaned:
        code = "signed" if signed(file.data) and file.real == "pdf" else "cleaned"
        lines.append(say(f"gates.mail.harmless.{code}", "ja", name=_safe(file.name)))
    lines += [
        say("gates.mail.harmless.left_out", "ja", name=_safe(file.name), sha256=file.sha256)
        for file in left
    ]
    texts = mail.texts if mail else ()
    whole = "\n".join([*lines, "-" * 40, "", *texts, ""])
    return whole.encode("utf-8", "replace").decode("utf-8")
