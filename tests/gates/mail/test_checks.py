"""What each check sees in files and senders that deceive, and what it leaves alone."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pyzipper

from sekisho.gates.mail.checks import rules
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.real import ending_of
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import USUAL
from sekisho.gates.stages import Stages
from tests.gates.mail import (
    LINK,
    OWN,
    docm,
    docx,
    locked,
    mail,
    pdf,
    program,
    relation,
    rulebook,
    zipped,
)  # fmt: skip
from tests.intake.foreign_archives import tnef

JS = b"<</S /JavaScript /JS (app.alert(1))>>"
FIELD = (
    "<w:p><w:r><w:instrText>D</w:instrText></w:r>"
    "<w:r><w:instrText>DEAUTO c</w:instrText></w:r></w:p>"
)
PAGE = b"<!DOCTYPE html><html><body>%b</body></html>"
BLOB = b"<script>var b=new Blob([atob('%b')]);a.download='x.zip'</script>" % (b"QUJD" * 2000)
RTF = rb"{\rtf1 text %b}"


def tarred(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def deep(content: bytes, levels: int) -> bytes:
    for level in range(levels):
        content = zipped((f"{level}.zip", content))
    return content


def shift_jis(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("x" * len(name.encode("cp932")))
        archive.writestr(info, content)
    return out.getvalue().replace(b"x" * len(name.encode("cp932")), name.encode("cp932"))


def aes(name: str, content: bytes, password: bytes) -> bytes:
    """A zip whose member is in AES-256."""
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as made:
        made.setpassword(password)
        made.writestr(name, content)
    return out.getvalue()


ATTACHED = (2, 0x69002, bytes(14))
FILES: list[tuple[str, bytes, set[str]]] = [
    # programs and names
    ("plan.txt", "計画".encode(), set()),
    ("MZ世代.txt", "MZ世代の調査".encode(), set()),
    ("tool.exe", program(), {"mail.program"}),
    ("photo.jpg", program(), {"mail.program", "mail.other_type"}),
    ("quiet.dat", program(), {"mail.program"}),
    ("案内.pdf.exe", program(), {"mail.program", "mail.double_ending"}),
    ("案内.pdf                    .exe", program(),
     {"mail.program", "mail.double_ending", "mail.hidden_name"}),
    ("請求\u202efdp.exe", program(), {"mail.program", "mail.hidden_name"}),
    ("saver.scr", program(), {"mail.program", "mail.forbidden_ending"}),
    ("go.lnk", LINK, {"mail.link"}),
    ("read.me", LINK, {"mail.link"}),
    ("go.js ", b"WScript.Echo(1)", {"mail.script"}),
    ("go.settingcontent-ms", b"<x/>", {"mail.script"}),
    ("table.xlsm", zipped(("[Content_Types].xml", b"<Types/>")), {"mail.held_ending"}),
    ("not.pdf", b"hello", {"mail.other_type"}),
    # archives
    ("ok.zip", zipped(("a.txt", b"a"), ("b.csv", b"1,2")), set()),
    ("in.zip", zipped(("a/b.exe", program())), {"mail.program"}),
    ("in.tgz", tarred("b.exe", program()), {"mail.program"}),
    ("b.exe.gz", gzip.compress(program()), {"mail.program"}),
    ("jis.zip", shift_jis("申請書.pdf.exe", program()), {"mail.program", "mail.double_ending"}),
    ("lock.zip", locked("名簿.txt", b"secret", b"wrong-one"), {"mail.encrypted"}),
    ("lock.zip", locked("名簿.exe", program(), b"abc123"), {"mail.program"}),
    ("lock.zip", locked("名簿.txt", b"plain text", b"abc123"), set()),
    ("cut.zip", zipped(("a.txt", b"a" * 999))[:40], {"mail.archive_damaged"}),
    ("deep.zip", deep(program(), 7), {"mail.archive_limit"}),
    ("bomb.zip", zipped(("0.txt", b"\0" * 80_000_000)), {"mail.archive_limit"}),
    ("aes.zip", aes("名簿.exe", program(), b"abc123"), {"mail.program"}),
    ("aes.zip", aes("名簿.txt", b"secret", b"wrong-one"), {"mail.encrypted"}),
    ("a.arj", b"`\xea" + b"\0" * 40, {"mail.archive_format"}),
    ("winmail.dat", tnef(ATTACHED, (2, 0x18010, "名簿.exe".encode("cp932")),
                         (2, 0x6800F, program())), {"mail.program"}),
    ("winmail.dat", tnef(ATTACHED)[:12], {"mail.archive_damaged"}),
    # documents
    ("ok.docx", docx(), set()),
    ("link.docx", docx(relation("hyperlink", "https://pref.example/", outside=True)), set()),
    ("m.docm", docm(), {"mail.macro"}),
    ("m.docx", docx(relation("vbaProject", "theme9.xml"), parts={"word/theme9.xml": b"\0"}),
     {"mail.macro"}),
    ("x.xlsx", docx(parts={"xl/macrosheets/sheet1.xml": b"<x/>"}), {"mail.xlm"}),
    ("t.docx", docx(relation("attachedTemplate", "https://evil.test/t.dotm", outside=True)),
     {"mail.external_template"}),
    ("t16.docx", docx(relation("attachedTemplate", "https://evil.test/t.dotm", outside=True),
                      encoding="utf-16"), {"mail.external_template"}),
    ("tn.docx", docx(relation("&#97;ttachedTemplate", "https://e.test/t", outside=True)),
     {"mail.external_template"}),
    ("unc.docx", docx(relation("image", "file://198.51.100.1/a.png", outside=True)),
     {"mail.external_template"}),
    ("img.docx", docx(relation("image", "https://evil.test/a.png", outside=True)),
     {"mail.external_template"}),
    ("msdt.docx", docx(relation("hyperlink", "ms-msdt:/id", outside=True)),
     {"mail.external_template"}),
    ("share.docx", docx(relation("hyperlink", "file://198.51.100.1/a", outside=True)),
     {"mail.external_template"}),
    ("near.docx", docx(relation("hyperlink", "a%20b.xlsx#A1", outside=True)), set()),
    ("chunk.docx", docx(relation("aFChunk", "a.mht")), {"mail.external_template"}),
    ("inc.docx", docx(inside=FIELD.replace("DEAUTO c", "").replace(">D<", ">INCLUDETEXT x<")),
     {"mail.external_template"}),
    ("dde.docx", docx(inside=FIELD), {"mail.dde"}),
    ("ole.docx", docx(parts={"word/embeddings/oleObject1.bin": b"\0"}), {"mail.embedded"}),
    ("in.docx", docx(parts={"word/embeddings/a.docm": docm()}), {"mail.macro"}),
    ("chart.docx", docx(relation("package", "embeddings/a.xlsx"),
                        parts={"word/embeddings/a.xlsx": docx()}), set()),
    ("cut.docx", docx()[:-200], {"mail.archive_damaged"}),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, {"mail.document_damaged"}),
    ("note.rtf", RTF % b"", set()),
    ("note.rtf", RTF % rb"{\object\objemb{\*\objdata 0105}}", {"mail.embedded"}),
    ("note.rtf", RTF % rb"{\*\template http://evil.test/a}", {"mail.external_template"}),
    ("list.csv", "氏名,=SUM(A1:A3)\n".encode("cp932"), set()),
    ("list.csv", b"a,=cmd|' /c calc'!A0\n", {"mail.dde"}),
    ("page.mht", b"MIME-Version: 1.0\r\nA: b\r\nContent-Type: text/html\r\n\r\n<html><script>",
     {"mail.html_script"}),
    # PDF
    ("ok.pdf", pdf(b"<</OpenAction [3 0 R /Fit]>>"), set()),
    ("js.pdf", pdf(JS), {"mail.pdf_script"}),
    ("js.pdf", b"GIF89a" + pdf(JS), {"mail.pdf_script"}),
    ("js.pdf", pdf(b"<</S /#4aava#53cript>>"), {"mail.pdf_script"}),
    ("js.pdf", pdf(JS, packed=True), {"mail.pdf_script"}),
    ("js.pdf", pdf(JS, packed=True).replace(b"/ObjStm", b"/Obj#53tm"), {"mail.pdf_script"}),
    ("go.pdf", pdf(b"<</S /Launch /F (cmd.exe)>>", packed=True), {"mail.pdf_launch"}),
    ("in.pdf", pdf(b"<</Type /EmbeddedFile>>"), {"mail.pdf_embedded"}),
    ("aa.pdf", pdf(b"<</AA <</O 5 0 R>> >>"), {"mail.pdf_action"}),
    ("hid.pdf", pdf(JS, packed=True).replace(b"stream\r\nx", b"stream\r\n!"),
     {"mail.document_damaged"}),
    # pages
    ("ok.html", PAGE % "お知らせ <a href='https://pref.example/'>県</a>".encode(), set()),
    ("s.html", PAGE % BLOB, {"mail.html_smuggling"}),
    ("s.html", (PAGE % BLOB).decode().encode("utf-16"), {"mail.html_smuggling"}),
    ("s.htm", b"\x01\x02" * 2000 + PAGE % BLOB, {"mail.html_smuggling"}),
    ("a.svg", b"<svg xmlns='x' onload=alert(1)></svg>", {"mail.html_script"}),
    ("r.html", PAGE % b"<meta http-equiv=refresh content='0;url=//e.test'>",
     {"mail.html_script"}),
    ("f.html", PAGE % b"<input name=p type='password'>", {"mail.html_form"}),
    # mails within
    ("fw.eml", mail(), set()),
    ("fw.eml", mail(("b.exe", program())), {"mail.program"}),
    ("fw.eml", b"GIF89a: x\r\n" + mail(("b.exe", program())), {"mail.program"}),
    ("fw.zip", zipped(("in.eml", mail(("b.docm", docm())))), {"mail.macro"}),
]  # fmt: skip


NOBODY = Envelope()


def seen(data: bytes, folder: Path, envelope: Envelope = NOBODY, **rules_: object) -> set[str]:
    bounded = {"thresholds": {"archive_mb": 64}, **rules_}
    judge = Judge(rulebook(folder, **bounded), Stages("enforce"))
    judged, _ = judge.of(data, envelope)
    return {sign.code for sign in judged.signs}


NAMES = [f"{at}{ending_of(name)}" for at, (name, _, _) in enumerate(FILES)]


@pytest.mark.parametrize(("name", "content", "codes"), FILES, ids=NAMES)
def test_files(name: str, content: bytes, codes: set[str], tmp_path: Path) -> None:
    sent = mail((name, content), body="パスワードは次のとおりです。\n\nabc123.\n")
    assert seen(sent, tmp_path) == codes


def test_documents_made_to_test_other_programs(shared: Path, tmp_path: Path) -> None:
    """Real writers' documents with what must be seen in them; the clean ones among them pass."""
    files = sorted(
        path for path in (shared / "data" / "docs-office" / "oletools").rglob("*") if path.is_file()
    )
    passed = [one for one in files if not seen(mail((one.name, one.read_bytes())), tmp_path)]
    assert [one.name for one in passed] == CLEAN


CLEAN = ["empty", "text", "harmless-clean.doc", "harmless-clean.docx"]


def test_a_page_is_a_file_wherever_it_stands(tmp_path: Path) -> None:
    """A mailer offers it also where it says to be another form of the text."""
    sent = mail(("s.html", PAGE % BLOB)).replace(b"multipart/mixed", b"multipart/alternative")
    sent = sent.replace(b"application/octet-stream", b"text/html")
    assert seen(sent, tmp_path) == {"mail.html_smuggling"}


def test_a_mail_attached_without_a_name_is_opened(tmp_path: Path) -> None:
    inner = mail(("b.exe", program())).decode()
    outer = (
        "From: a@firm.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
        f"Content-Type: message/rfc822\r\n\r\n{inner}\r\n--o--\r\n"
    )
    assert seen(outer.encode(), tmp_path) == {"mail.program"}


OUTSIDE = "203.0.113.5"
SENDERS: list[tuple[dict[str, str], Envelope, set[str]]] = [
    ({"sender": "a@firm.example"}, Envelope(OUTSIDE, sender="a@firm.example"), set()),
    ({"sender": "a@firm.example"}, Envelope(OUTSIDE, sender="b@mx.firm.example"), set()),
    ({"sender": "a@firm.example"}, Envelope(OUTSIDE, sender="b@other.example"),
     {"mail.other_sender"}),
    ({"sender": f"x@{OWN}"}, Envelope(OUTSIDE), {"mail.own_domain"}),
    ({"sender": f"x@{OWN.upper()}"}, Envelope(OUTSIDE), {"mail.own_domain"}),
    ({"sender": f"x@{OWN}"}, Envelope("198.18.20.9"), set()),
    ({"sender": f"x@{OWN}"}, Envelope("127.0.0.1"), set()),
    ({"sender": f"x@{OWN}"}, Envelope(OUTSIDE, user="seki-j"), set()),
    ({"sender": f"x@{OWN}"}, Envelope(), set()),
    ({"sender": "x@t0wn.seki.example"}, Envelope(OUTSIDE), {"mail.like_own_domain"}),
    ({"sender": "x@mx.tovvn.seki.example"}, Envelope(OUTSIDE), {"mail.like_own_domain"}),
    ({"sender": "x@towm.seki.example"}, Envelope(OUTSIDE), {"mail.like_own_domain"}),
    ({"sender": f"x@{OWN}.evil.test"}, Envelope(OUTSIDE), {"mail.like_own_domain"}),
    ({"sender": "x@xn--twn-sed.seki.example"}, Envelope(OUTSIDE), {"mail.like_own_domain"}),
    ({"sender": "x@city.other.example"}, Envelope(OUTSIDE), set()),
    ({"sender": '"mayor@pref.example" <x@firm.example>'}, Envelope(OUTSIDE),
     {"mail.name_is_address"}),
    ({"sender": f"x@{OWN}", "Reply_To": "x@evil.test"}, Envelope("198.18.20.9"),
     {"mail.reply_elsewhere"}),
    ({"Authentication_Results": "mx; spf=fail; dkim=pass"}, Envelope(OUTSIDE),
     {"mail.authentication"}),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "envelope", "codes"), SENDERS)
def test_senders(
    headers: dict[str, str], envelope: Envelope, codes: set[str], tmp_path: Path
) -> None:
    assert seen(mail(**headers), tmp_path, envelope) == codes  # type: ignore[arg-type]


def test_a_neighbour_town_is_no_impostor(tmp_path: Path) -> None:
    codes = seen(mail(sender="x@town.soki.gifu.lg.jp"), tmp_path, domains=["town.seki.gifu.lg.jp"])
    assert codes == set()


def test_every_rule_has_a_verdict_and_every_verdict_a_rule() -> None:
    assert set(rules()) <= USUAL.keys()
    elsewhere = USUAL.keys() - set(rules())
    assert elsewhere == {"mail.too_large", "mail.password_elsewhere"}


NOW = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)
THREADS: list[tuple[dict[str, str], Envelope, bool, bool]] = [
    # headers, where it comes from, whether its sender was met, whether a stranger answers
    ({"In_Reply_To": f"<1@{OWN}>"}, Envelope(OUTSIDE, at=NOW), False, True),
    ({"References": f"<9@firm.example> <1@mail.{OWN}>"}, Envelope(OUTSIDE, at=NOW), False, True),
    ({"In_Reply_To": f"<1@{OWN}>"}, Envelope(OUTSIDE, at=NOW), True, False),
    ({"In_Reply_To": "<1@firm.example>"}, Envelope(OUTSIDE, at=NOW), False, False),
    ({"In_Reply_To": "nothing of a number"}, Envelope(OUTSIDE, at=NOW), False, False),
    ({"In_Reply_To": f"<1@{OWN}>"}, Envelope("198.18.20.9", at=NOW), False, False),
]


@pytest.mark.parametrize(("headers", "envelope", "met", "stranger"), THREADS)
def test_a_stranger_in_a_thread(
    headers: dict[str, str], envelope: Envelope, met: bool, stranger: bool, tmp_path: Path
) -> None:
    known = begun(tmp_path / "state", NOW - timedelta(days=30))
    if met:
        known.meet(["a@firm.example"])
    judge = Judge(rulebook(tmp_path), Stages("enforce"), known)
    judged, _ = judge.of(mail(sender="a@firm.example", **headers), envelope)
    codes = {sign.code for sign in judged.signs}
    assert ("mail.thread_stranger" in codes) is stranger
