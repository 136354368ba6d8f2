"""標的型メール訓練: a harmless mail to each addressee, with a link of their own.

Nothing in it can run: the mail is plain text; the paper that may be attached holds a sentence and
the link. The sender is an address of the town itself, never somebody else's name.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sekisho.case.notices.letters import Letter, addressees
from sekisho.case.notices.wording import Wording
from sekisho.events.time import JAPAN
from sekisho.rulebook import Notice, Person, Rulebook
from sekisho.text import Language, say

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADER = "X-Sekisho-Drill"
"""By this the one in charge of information tells a drill from an attack; mail programs hide it."""


@dataclass(frozen=True)
class Drill:
    """``number`` names the drill; ``wording``: its text; ``link``: the page's address, to which
    each sign is added; ``sender``: an address of the town; ``attached``: the link in a Word
    document instead of the text; ``addressees``: departments, persons or 全課."""

    number: str
    wording: Wording
    link: str
    sender: str
    addressees: tuple[str, ...]
    attached: bool = False


def as_notice(drill: Drill, now: datetime) -> Notice:
    """A drill as a notice, whose addressees and digest are those of notices: the digest covers
    all that its text says."""
    return Notice(
        number=drill.number,
        date=now.astimezone(JAPAN).date(),
        title=drill.wording.subject,
        addressees=drill.addressees,
        text=drill.wording.sha256,
    )


def drill_letters(
    rulebook: Rulebook,
    drill: Drill,
    now: datetime,
    sign: Callable[[], str],
    language: Language = "ja",
) -> tuple[Letter, ...]:
    """The mails of a drill. ``sign`` gives 16 random hexadecimal digits at each call."""
    notice = as_notice(drill, now)
    reachable = [one for one in addressees(rulebook, notice).people if one.mail]
    # the identity, which servers write down, must not give away the link
    return tuple(
        _letter(drill, notice.title, one, now, (sign(), sign()), language) for one in reachable
    )


def _letter(
    drill: Drill,
    subject: str,
    person: Person,
    now: datetime,
    signs: tuple[str, str],
    language: Language,
) -> Letter:
    sign, identity = signs
    link = f"{drill.link.rstrip('/')}/{sign.lower()}"
    mail = EmailMessage()
    mail["From"] = formataddr((drill.wording.sender, drill.sender))
    mail["To"] = person.mail[0]
    mail["Subject"] = subject
    mail["Date"] = format_datetime(now.astimezone(JAPAN))
    message_id = f"{identity.lower()}@{drill.sender.rpartition('@')[2]}"
    mail["Message-ID"] = f"<{message_id}>"
    mail[HEADER] = "1"
    mail.set_content(_text(drill, person, link, language), cte="base64")
    if drill.attached:
        content = _document(drill.wording.document, link)
        kind, sub = WORD.split("/")
        mail.add_attachment(content, maintype=kind, subtype=sub, filename=drill.wording.file)
    return Letter(person, f"SEKISHO-{sign.upper()}", message_id, mail)


def _text(drill: Drill, person: Person, link: str, language: Language) -> str:
    where = say("notice.drill.mail.attached", language) if drill.attached else link
    return drill.wording.mail(name=person.name, department=person.department, link=where)


def _document(sentence: str, link: str) -> bytes:
    """A Word document of one sentence and one link; nothing runs, nothing is loaded."""
    made = docx.Document()
    made.add_paragraph(sentence)
    paragraph = made.add_paragraph()
    related = made.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), related)
    run = paragraph.add_run(link)
    anchor.append(run._element)  # noqa: SLF001  (python-docx has no public way)
    paragraph._p.append(anchor)  # noqa: SLF001
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
