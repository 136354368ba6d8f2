"""A roster of nobody, and bodies that carry it."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from urllib.parse import urlencode

ROSTER = (
    "氏名,住所,生年月日\n"
    "関 太郎,関所町一丁目1番1号,昭和50年4月1日\n"
    "真木 花子,関所町二丁目2番2号,昭和61年5月2日\n"
    "山田 次郎,関所町三丁目3番3号,平成2年6月3日\n"
)
NOTE = "来月の祭りの準備について、会場の配置をお知らせします。\n"
FORM = "multipart/form-data; boundary=XyZ"
URLENCODED = "application/x-www-form-urlencoded"


def form(name: str, data: bytes, note: str = "") -> bytes:
    """A form with a field and a file."""
    return (
        (
            f'--XyZ\r\nContent-Disposition: form-data; name="note"\r\n\r\n{note}\r\n'
            f'--XyZ\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        + data
        + b"\r\n--XyZ--\r\n"
    )


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """A zip whose member says that it is encrypted."""
    found = bytearray(zipped("a.csv", data))
    found[6] |= 1
    found[found.index(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


ROWS = [line.split(",") for line in ROSTER.splitlines()]
BODIES: dict[str, tuple[str, bytes, bool]] = {
    "csv": (FORM, form("名簿.csv", ROSTER.encode()), True),
    "cp932": (FORM, form("meibo.csv", ROSTER.encode("cp932")), True),
    "zip": (FORM, form("a.zip", zipped("meibo.csv", ROSTER.encode())), True),
    "raw": ("text/csv", ROSTER.encode(), True),
    "typed": (FORM, form("a.txt", NOTE.encode(), ROSTER), True),
    "urlencoded": (URLENCODED, urlencode({"body": ROSTER}).encode(), True),
    "rows": (
        "application/json",
        json.dumps({"rows": [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]}).encode(),
        True,
    ),
    "base64": (
        "application/json",
        json.dumps({"file": base64.b64encode(ROSTER.encode()).decode()}).encode(),
        True,
    ),
    "note": (FORM, form("a.txt", NOTE.encode(), "よろしく"), False),
    "picture": (FORM, form("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), False),
    "login": (URLENCODED, b"user=abc&password=xyz", False),
    "empty": (FORM, form("", b""), False),
}
"""Content-Type, body, whether people stand in it."""
