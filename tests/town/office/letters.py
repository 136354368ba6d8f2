"""A day's mail of a small town, all invented: newsletters, citizens, bounces, threads, colleagues.

Written by hand to the standards and to their abuse: ISO-2022-JP, UTF-8, Shift_JIS that calls itself
ISO-2022-JP, names of attachments as RFC 2231 or as encoded words. Nothing of it comes from what
reads mails here.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal
from urllib.parse import quote

from sekisho.drill import names
from sekisho.drill.write import office
from tests.town.office import places
from tests.town.office.documents import MADE

Charset = Literal["iso-2022-jp", "utf-8", "mislabelled"]
Kind = Literal["newsletter", "citizen", "again", "bounce", "reply", "firm", "colleague", "campaign"]
_CODECS = {"iso-2022-jp": "iso2022_jp", "utf-8": "utf-8", "mislabelled": "cp932"}
_ASKED = ("道路の穴", "保育所の申込み", "ごみの収集", "街灯の故障", "通学路の除雪")
_FIRMS = ("kikai.example.co.jp", "sekkei.example.co.jp", "insatsu.example.co.jp")
_LISTS = ("magazine.example.or.jp", "kenshu.example.or.jp")
FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Letter:
    """One mail. ``sender``: of the envelope ("" for a bounce); ``to``: who receives it, whatever
    its heading says; ``machine`` and ``client``: from where it comes; ``persons``: citizens whom
    its text and attachments name with address or telephone."""

    kind: Kind
    id: str
    sender: str
    to: tuple[str, ...]
    data: bytes
    machine: str = "world"
    client: str = ""
    persons: tuple[str, ...] = ()


@dataclass
class Writer:
    """Writes letters by chance; ``town``: who can receive them."""

    town: places.Town
    dice: Random
    written: list[Letter] = field(default_factory=list)

    def day(self) -> list[Letter]:
        """The ordinary mail of everybody, in the order in which it comes."""
        for number, host in enumerate(_LISTS):
            self._newsletter(host, number)
        for person in self.town.people:
            for _ in range(self.dice.randrange(1, 3)):
                self._citizen(person)
            self._firm(person)
            self._colleague(person)
        for person in self.town.people[3:8]:
            self._bounce(person)
        return self.written

    def _charset(self) -> Charset:
        return self.dice.choice(("iso-2022-jp", "utf-8", "mislabelled"))

    def put(self, kind: Kind, sender: str, to: Sequence[str], data: bytes, **more: object) -> None:
        """Add a letter."""
        id_ = data.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()
        self.written.append(Letter(kind, id_, sender, tuple(to), data, **more))  # type: ignore[arg-type]

    def id(self, domain: str) -> str:
        """A Message-ID that nothing else has."""
        return f"<{self.dice.randrange(16**10):010x}.{len(self.written)}@{domain}>"

    def _newsletter(self, host: str, number: int) -> None:
        """To a list, in the envelope everybody; text and page."""
        text = "メールマガジン\r\n今月の研修と催しのお知らせです。\r\n"
        page = f"<html><body><p>{text}</p><a href='https://{host}/'>本文</a></body></html>"
        half = b"--half%d" % number
        data = heads(
            f"News <news@{host}>", f"readers@{host}", "メールマガジン", self.id(host), "utf-8",
            **{"List-Id": f"<readers.{host}>"},
        )  # fmt: skip
        data += b"Content-Type: multipart/alternative; boundary=half%d\r\n\r\n" % number
        data += half + b"\r\n" + part(text, "utf-8") + half + b"\r\n"
        data += part(page, "utf-8", "html") + half + b"--\r\n"
        to = [address(one) for one in self.town.people]
        self.put("newsletter", f"bounce@{host}", to, data, client=f"198.19.10.{10 + number}")

    def _citizen(self, person: places.Person) -> None:
        """A question with name, address and telephone; every second time asked again by the same
        citizen, who quotes the first letter; every third time it is answered."""
        dice = self.dice
        name, place, phone = self._neighbour()
        charset = self._charset()
        if charset != "utf-8" and name.encode(_CODECS[charset], "replace").count(b"?"):
            charset = "utf-8"  # as a mail program does with a sign that the other cannot write
        box = f"{dice.choice(names.SURNAMES)[2]}{len(self.written)}@mail.example.com"
        about = f"{dice.choice(_ASKED)}について"
        signed = f"{name}\r\n{self.town.name}大字{place}\r\n電話 {phone}\r\n"
        text = f"{about}お尋ねします。\r\n\r\n{signed}"
        sender = f"{word(name, charset)} <{box}>"
        first = self.id("mail.example.com")
        client = f"198.19.20.{dice.randrange(2, 250)}"
        data = whole(sender, address(person), about, first, charset, text)
        self.put("citizen", box, [address(person)], data, client=client, persons=(name,))
        if len(self.written) % 2:
            quoted = "".join(f"> {line}\r\n" for line in text.splitlines())
            data = whole(
                sender, address(person), f"Re: {about}", self.id("mail.example.com"), charset,
                f"その後いかがでしょうか。\r\n{name}\r\n\r\n{quoted}",
                **{"In-Reply-To": first, "References": first},
            )  # fmt: skip
            self.put("again", box, [address(person)], data, client=client, persons=(name,))
        if len(self.written) % 3 == 0:
            answer = f"お問い合わせの件、担当から後日お知らせします。\r\n{person.pc.department}\r\n"
            if quotes := len(self.written) % 2 == 0:
                answer += "\r\n" + "".join(f"> {line}\r\n" for line in text.splitlines())
            data = whole(
                address(person), box, f"Re: {about}", self.id(places.DOMAIN), "iso-2022-jp", answer,
                **{"In-Reply-To": first, "References": first},
            )  # fmt: skip
            self.put("reply", address(person), [box], data, machine=person.machine.name,
                     persons=(name,) if quotes else ())  # fmt: skip

    def _neighbour(self) -> tuple[str, str, str]:
        dice = self.dice
        place = f"{dice.choice(names.HAMLETS)}{dice.randrange(1, 60)}-{dice.randrange(1, 30)}"
        name = names.full_name(dice)[0].replace("\u3000", " ")
        return name, place, names.telephone(dice, mobile=True)

    def _firm(self, person: places.Person) -> None:
        """A firm sends its offer as a document."""
        firm, charset = self.dice.choice(_FIRMS), self._charset()
        ending, content = self._file("見積書")
        data = whole(
            f"{word('営業部', charset)} <eigyo@{firm}>", address(person), "見積書の送付",
            self.id(firm), charset, "見積書をお送りします。\r\n", (f"見積書.{ending}", content),
        )  # fmt: skip
        client = f"198.19.30.{_FIRMS.index(firm) + 2}"
        self.put("firm", f"eigyo@{firm}", [address(person)], data, client=client)

    def _colleague(self, person: places.Person) -> None:
        """Somebody of the house sends a document, now and then a list of citizens."""
        dice = self.dice
        other = dice.choice([one for one in self.town.people if one is not person])
        persons: tuple[str, ...] = ()
        if dice.random() < 0.2:
            people = [self._neighbour() for _ in range(4)]
            persons = tuple(name for name, _, _ in people)
            rows: list[office.Row] = [("氏名", "住所", "電話番号"), *people]
            name, content = "名簿.xlsx", office.xlsx([office.Sheet("名簿", rows)], MADE, "関町")
        else:
            ending, content = self._file("会議資料")
            name = f"会議資料.{ending}"
        data = whole(
            address(other), address(person), "資料の送付", self.id(places.DOMAIN), "iso-2022-jp",
            "資料を送ります。\r\n", (name, content),
        )  # fmt: skip
        self.put("colleague", address(other), [address(person)], data,
                  machine=other.machine.name, persons=persons)  # fmt: skip

    def _file(self, title: str) -> tuple[str, bytes]:
        lines = [f"# {title}", "下記のとおり。", f"番号 {self.dice.randrange(10**6)}"]
        ending = self.dice.choice(("docx", "xlsx", "pdf"))
        if ending == "docx":
            return ending, office.docx(lines, MADE, "関町")
        if ending == "xlsx":
            rows: list[office.Row] = [("品名", "数量"), *((line, "1") for line in lines)]
            return ending, office.xlsx([office.Sheet(title, rows)], MADE, "関町")
        return ending, office.pdf(lines) or b"%PDF-1.4\n"

    def _bounce(self, person: places.Person) -> None:
        """A notice of non-delivery (RFC 3464) from a stranger's server."""
        host = "mx.example.net"
        text = "This is the mail system at host mx.example.net. User unknown.\r\n"
        report = f"Reporting-MTA: dns; {host}\r\n\r\nFinal-Recipient: rfc822; gone@example.net\r\n"
        report += "Action: failed\r\nStatus: 5.1.1\r\n"
        cut = b"--report\r\n"
        own = f"MAILER-DAEMON@{host}"
        data = heads(own, address(person), "Undelivered Mail", self.id(host), "utf-8")
        data += b"Content-Type: multipart/report; report-type=delivery-status; "
        data += b"boundary=report\r\n\r\n"
        data += cut + part(text, "utf-8") + cut + b"Content-Type: message/delivery-status\r\n\r\n"
        data += report.encode() + b"\r\n--report--\r\n"
        self.put("bounce", "", [address(person)], data, client="198.19.40.2")


def address(person: places.Person) -> str:
    """The mail address of one of the staff."""
    return f"{person.account}@{places.DOMAIN}"


def word(text: str, charset: Charset) -> str:
    """Encoded words (RFC 2047); ``mislabelled`` is Shift_JIS that calls itself ISO-2022-JP."""
    label = "iso-2022-jp" if charset == "mislabelled" else charset
    cut = [text[at : at + 10] for at in range(0, len(text), 10)]
    coded = [base64.b64encode(one.encode(_CODECS[charset], "replace")).decode() for one in cut]
    return "\r\n ".join(f"=?{label}?B?{one}?=" for one in coded)


def heads(sender: str, to: str, subject: str, id_: str, charset: Charset, **more: str) -> bytes:
    """The heading, but for what says how the body is written."""
    lines = {
        "From": sender, "To": to, "Subject": word(subject, charset), "Message-ID": id_,
        "Date": "{date}", **more, "MIME-Version": "1.0",
    }  # fmt: skip
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode("ascii")


def part(text: str, charset: Charset, kind: str = "plain") -> bytes:
    """A text with its heading."""
    label = "iso-2022-jp" if charset == "mislabelled" else charset
    body = base64.encodebytes(text.encode(_CODECS[charset], "replace")).replace(b"\n", b"\r\n")
    head = (
        f"Content-Type: text/{kind}; charset={label}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode("ascii") + body


def whole(
    sender: str, to: str, subject: str, id_: str, charset: Charset, text: str,
    *files: tuple[str, bytes], **more: str,
) -> bytes:  # fmt: skip
    """A mail with its attachments."""
    head = heads(sender, to, subject, id_, charset, **more)
    if not files:
        return head + part(text, charset)
    cut = b"--=_part\r\n"
    data = head + b'Content-Type: multipart/mixed; boundary="=_part"\r\n\r\n' + cut
    data += part(text, charset)
    for number, (name, content) in enumerate(files):
        named = word(name, "iso-2022-jp").replace("\r\n ", " ")
        ways = (f"filename*=UTF-8''{quote(name)}", f'filename="{named}"')
        kind = FILES[name.rpartition(".")[2]]
        data += cut + (
            f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
            f"Content-Disposition: attachment; {ways[(len(content) + number) % 2]}\r\n\r\n"
        ).encode("ascii")
        data += base64.encodebytes(content).replace(b"\n", b"\r\n")
    return data + b"--=_part--\r\n"
