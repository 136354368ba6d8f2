from __future__ import annotations

import hashlib
from email.parser import BytesParser

import pytest

from sekisho.sources.mail.parts import AS_WRITTEN, DEEPEST, Parts, parts_of


def parts(text: str | bytes) -> Parts:
    data = text if isinstance(text, bytes) else text.encode()
    return parts_of(BytesParser(policy=AS_WRITTEN).parsebytes(data))


def several(kind: str, *bodies: str) -> str:
    inside = "".join(f"--b\n{body}\n" for body in bodies)
    return f'Content-Type: multipart/{kind}; boundary="b"\n\n{inside}--b--\n'


PLAIN, HTML = "Content-Type: text/plain\n\n", "Content-Type: text/html\n\n<p>h"


@pytest.mark.parametrize(
    ("text", "texts", "names"),
    [
        ("Subject: x\n\nbody\n", ["body"], []),
        ("Content-Type: text/html\n\n<p>a</p>\n", ["a"], []),
        (several("alternative", PLAIN + "p", HTML), ["p"], []),
        (several("alternative", PLAIN, HTML), ["", "h"], []),
        (several("mixed", "\none", "Content-Type: text/plain\n\ntwo"), ["one", "two"], []),
        (several("mixed", "\na", 'Content-Type: text/plain; name="n.txt"\n\nx'), ["a"], ["n.txt"]),
        (several("mixed", "\na", "Content-Disposition: attachment\n\nx"), ["a"], [None]),
        (several("mixed", "\na", "Content-Type: text/calendar\n\nx"), ["a"], [None]),
        ("Content-Type: multipart/mixed\n\nno boundary\n", ["no boundary"], []),
    ],
)  # fmt: skip
def test_body_and_attachments(text: str, texts: list[str], names: list[str | None]) -> None:
    found = parts(text)
    assert found.texts == texts
    assert [each.name for each in found.attachments] == names


def test_hash_and_size_are_those_of_the_decoded_bytes() -> None:
    found = parts(
        several("mixed", "Content-Type: a/b; name=x\nContent-Transfer-Encoding: base64\n\nAAEC\n")
    )
    (attachment,) = found.attachments
    assert (attachment.size, attachment.mime_type) == (3, "a/b")
    assert attachment.sha256 == hashlib.sha256(b"\0\1\2").hexdigest()


def test_a_mail_inside_is_an_attachment_that_has_its_own() -> None:
    inner = several("mixed", "\ntext", "Content-Type: a/b; name=x.doc\n\nx")
    inner = inner.replace('"b"', '"i"').replace("--b", "--i")
    found = parts(
        several("mixed", "\nouter", f"Content-Type: message/rfc822\n\nSubject: s\n{inner}")
    )
    assert found.texts == ["outer"]
    assert [each.name for each in found.attachments] == ["s.eml", "s.eml!/x.doc"]


def test_charset_of_html_from_its_meta() -> None:
    html = '<meta charset="shift_jis"><p>お世話'.encode("cp932")
    assert parts(b"Content-Type: text/html\n\n" + html).texts == ["お世話"]


def test_depth_is_bounded() -> None:
    text = "\nbody"
    for _ in range(DEEPEST + 2):
        text = "Content-Type: message/rfc822\n\n" + text
    assert parts(text).too_deep
