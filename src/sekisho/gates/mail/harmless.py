"""Making a mail harmless: its text, and its documents without what is active in them.

The ministry's guideline (地方公共団体における情報セキュリティポリシーに関するガイドライン)
lets mail into the LGWAN zone as text alone, or with active content taken out. Office documents keep
everything but macros, embedded objects and links that load; a document that stays suspicious, and
every other file that was seen to be active, is left out and named with its SHA-256. The original
is sealed and can be asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP

from sekisho.gates.mail.checks.office import check as office
from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.signs import Envelope, Looked, Sign
from sekisho.gates.mail.verdict import VERDICTS, asked_of
from sekisho.rulebook import Rulebook
from sekisho.text import say

_ACTIVE = re.compile(
    r"vbaProject|vbaData|/macrosheets/|/intlMacrosheets/|/embeddings/|/activeX/|/externalLinks/"
    r"|/ctrlProps/|customUI|^Basic/|^Scripts/|/printerSettings/",
    re.IGNORECASE,
)
_LINK = re.compile(
    rb'<Relationship\b[^>]*(?:TargetMode\s*=\s*["\']External["\'][^>]*/(?:attachedTemplate|oleObject|'
    rb"frame|subDocument|externalLinkPath|xlExternalLinkPath)|/(?:attachedTemplate|oleObject|frame|"
    rb"subDocument|vbaProject|wordVbaData|package|control|activeXControlBinary|externalLink|"
    rb'xlMacrosheet|xlIntlMacrosheet)["\'])[^>]*?/?>(?:</Relationship>)?',
    re.IGNORECASE,
)
_OVERRIDE = re.compile(
    rb"<(?:Override|Default)\b[^>]*(?:vbaProject|vbaData|macrosheet|oleObject|activeX)[^>]*/>"
)
_WITH_MACROS = (
    (b"vnd.ms-word.document.macroEnabled.main+xml",
     b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    (b"vnd.ms-word.template.macroEnabledTemplate.main+xml",
     b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    (b"vnd.ms-excel.sheet.macroEnabled.main+xml",
     b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    (b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
     b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
)  # fmt: skip
"""The content types of a document with macros and of the same without (ECMA-376 part 1)."""
_ENDINGS = {".docm": ".docx", ".dotm": ".dotx", ".xlsm": ".xlsx", ".xltm": ".xltx",
            ".pptm": ".pptx"}  # fmt: skip


@dataclass(frozen=True)
class Harmless:
    """``body``: content type, encoding and body that replace those of the mail; ``kept``,
    ``cleaned``, ``left_out``: names of the attachments by what became of them."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    kept: tuple[str, ...]
    cleaned: tuple[str, ...]
    left_out: tuple[str, ...]


def harmless(mail: Opened, signs: Sequence[Sign], rulebook: Rulebook, original: str) -> Harmless:
    """The mail without what the signs point to. ``original``: how the sealed one is asked for."""
    asked = asked_of(rulebook)
    grave = {
        sign.place.partition("/")[0]
        for sign in signs
        if sign.place and VERDICTS.index(asked[sign.code]) >= VERDICTS.index("harmless")
    }
    made = EmailMessage(policy=SMTP)
    kept: list[str] = []
    cleaned: list[str] = []
    left: list[File] = []
    attached: list[tuple[str, bytes]] = []
    for file in (one for one in mail.files if len(one.place) == 1):
        if file.name not in grave:
            kept.append(file.name)
            attached.append((file.name, file.data))
            continue
        content = disarmed(file, rulebook)
        if content is None:
            left.append(file)
        else:
            cleaned.append(file.name)
            attached.append((_renamed(file.name), content))
    made.set_content(_text(mail, cleaned, left, original), charset="utf-8", cte="base64")
    for name, content in attached:
        made.add_attachment(content, "application", "octet-stream", filename=name)
    head, _, body = made.as_bytes().partition(b"\r\n\r\n")
    return Harmless(
        headers=tuple(_fields(head)),
        body=body,
        kept=tuple(kept),
        cleaned=tuple(cleaned),
        left_out=tuple(file.name for file in left),
    )


def _fields(head: bytes) -> list[tuple[str, str]]:
    unfolded = re.sub(rb"\r\n[ \t]+", b" ", head).decode("ascii", "replace")
    pairs = (line.partition(": ") for line in unfolded.split("\r\n"))
    wanted = ("content-type", "content-transfer-encoding", "mime-version")
    return [(name, value) for name, _, value in pairs if name.lower() in wanted]


def _text(mail: Opened, cleaned: Sequence[str], left: Sequence[File], original: str) -> str:
    lines = [say("gates.mail.harmless.head", "ja", original=original)]
    lines += [say("gates.mail.harmless.cleaned", "ja", name=name) for name in cleaned]
    lines += [
        say("gates.mail.harmless.left_out", "ja", name=file.name, sha256=file.sha256)
        for file in left
    ]
    return "\n".join([*lines, "-" * 40, "", *mail.texts, ""])


def _renamed(name: str) -> str:
    """A document without macros may not keep an ending that announces them."""
    for old, new in _ENDINGS.items():
        if name.lower().endswith(old):
            return name[: -len(old)] + new
    return name


def disarmed(file: File, rulebook: Rulebook) -> bytes | None:
    """A document without active content, or None where that cannot be vouched for: what comes
    out is looked at by the same checks again."""
    if not file.document or file.closed:
        return None
    try:
        content = _without(file.data)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return None
    again = Opened(EmailMessage(), "", (), (replace(file, data=content),), False, len(content))
    left = list(office(Looked(again, Envelope(), rulebook)))
    return None if left else content


def _without(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if _ACTIVE.search(info.filename):
                continue
            content = old.read(info)
            if info.filename.endswith(".rels"):
                content = _LINK.sub(b"", content)
            if info.filename == "[Content_Types].xml":
                content = _OVERRIDE.sub(b"", content)
                for with_macros, without in _WITH_MACROS:
                    content = content.replace(with_macros, without)
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
