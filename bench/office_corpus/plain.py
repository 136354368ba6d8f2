"""Papers as plain files: txt, csv, tsv and mails."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from .excel import shown
from .paper import Grid, Paper, plain_text


def txt(paper: Paper, path: Path, charset: str) -> None:
    """Lines as they are, cells apart by tabs, line ends of Windows."""
    path.write_bytes(_encoded(plain_text(paper).replace("\n", "\r\n"), charset))


def table(paper: Paper, path: Path, charset: str, comma: str) -> None:
    """As a spreadsheet program exports a sheet: lines in the first column, sheets below each other."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=comma, lineterminator="\r\n")
    for sheet in paper.sheets:
        for block in sheet.blocks:
            if isinstance(block, Grid):
                writer.writerows(
                    [[shown(cell) if cell else "" for cell in row] for row in block.rows]
                )
            else:
                writer.writerow([block.text])
    path.write_bytes(_encoded(out.getvalue(), charset))


def eml(paper: Paper, path: Path, attached: Path | None = None) -> None:
    """A mail with the paper as its text, or with a file attached; ISO-2022-JP where it can be."""
    message = EmailMessage()
    message["From"] = "sender@mail.example.jp"
    message["To"] = "soumu@town.example.jp"
    message["Subject"] = paper.mail.get("subject", paper.name)
    message["Date"] = format_datetime(datetime(2016, 6, 3, 7, 1, tzinfo=UTC))
    text = (
        "お疲れさまです。\n添付のとおり送ります。ご確認ください。\n" if attached else _body(paper)
    )
    try:
        message.set_content(text, charset="iso-2022-jp", cte="7bit")
    except UnicodeEncodeError:
        message.set_content(text, charset="utf-8", cte="base64")
    if attached:
        message.add_attachment(attached.read_bytes(), maintype="application", subtype="octet-stream",
                               filename=f"{paper.name}{attached.suffix}")  # fmt: skip
    path.write_bytes(message.as_bytes())


def _body(paper: Paper) -> str:
    head = len("\n".join(paper.mail.values())) + 1 if paper.mail else 0
    return plain_text(paper)[head:] + "\n"


def _encoded(text: str, charset: str) -> bytes:
    return text.encode("utf-16" if charset == "utf-16" else charset)
