"""One cell of a ledger as the form wants it: years, addresses, roles, zones, people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from sekisho.form.dates import NotThisFormError, read_date, read_year
from sekisho.form.notations import address, mac
from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.loading import schema

YEAR_BEGINS = 4
"""会計年度 begins on 1 April (地方自治法208条1項): a purchase in March is of the year before."""
_SEPARATORS = re.compile(r"[、,;\s/・]+")
_NO_ADDRESS = frozenset({"dhcp", "自動", "自動取得", "なし", "-", "―", "ー"})
_NOBODY = re.compile(r"[-ー－―]?|共用|共有|予備|未使用|なし|空き")
_ROLES = (
    ("ファイルサーバー", r"ファイルサーバ|nas"),
    ("メールサーバー", r"メールサーバ"),
    ("プロキシ", r"プロキシ|proxy"),
    ("認証サーバー", r"認証サーバ|ドメインコントローラ|adサーバ"),
    ("DHCPサーバー", r"dhcpサーバ"),
    ("DNSサーバー", r"dnsサーバ"),
    ("ウイルス対策サーバー", r"ウイルス対策サーバ"),
    ("記録サーバー", r"ログサーバ|記録サーバ"),
    ("ウェブサーバー", r"ウェブサーバ|webサーバ"),
    ("ファイアウォール", r"ファイアウォール|utm"),
    ("ルーター", r"ルータ"),
    ("プリンター", r"プリンタ|複合機"),
    ("端末", r"端末|パソコン|pc|デスクトップ|ノート|タブレット|ワークステーション"),
)
"""What offices call a computer, the first that fits."""


class NotPlacedError(ValueError):
    """A cell that has no place in the rulebook as it is; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def value(key: str, text: str, book: Rulebook) -> Any:
    """The cell's value in the notation of the form; empty where it says that there is none.

    Raises NotPlacedError, NotThisFormError.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    read = _READ.get(key)
    return read(written, book) if read else written


def fiscal_year(text: str) -> int:
    """The fiscal year of a year (令和6年度, H23) or of a day or month (R6.3.31, 令和6年3月)."""
    try:
        return read_year(text)
    except NotThisFormError:
        pass
    whole = re.sub(r"(?<=\d)\s*月$|(?<=^\d{4}[-/.]\d{2})$", "月1日", text)
    day = read_date(whole)
    return day.year - (day.month < YEAR_BEGINS)


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text) if part]


def _addresses(text: str) -> list[str]:
    return [address(one) for one in _parts(text) if one.casefold() not in _NO_ADDRESS]


def _macs(text: str) -> list[str]:
    if text.casefold() in _NO_ADDRESS:
        return []
    return [mac(one) for one in re.split(r"[、,;/\n]+|\s{1,}(?=\S{12,})", text) if one.strip()]


def _role(text: str) -> str:
    folded = text.casefold()
    known = schema()["properties"]["assets"]["items"]["properties"]["role"]["x-codes"]
    if text in known:
        return text
    found = next((role for role, words in _ROLES if re.search(words, folded)), "")
    if not found:
        raise NotPlacedError("register.not.role")
    return found


def _zone(text: str, book: Rulebook) -> str:
    codes = schema()["properties"]["zones"]["items"]["properties"]["kind"]["x-codes"]
    kinds = {code: word for word, code in codes.items()}
    folded = _folded(text)
    named = [zone.name for zone in book.zones if _folded(zone.name) == folded]
    kind = [zone.name for zone in book.zones if _folded(kinds.get(zone.kind, "")) == folded]
    found = named or kind
    if len(found) != 1:
        raise NotPlacedError("register.not.zone")
    return found[0]


def _folded(text: str) -> str:
    """``LGWAN系`` and ``LGWAN接続系`` are the same line in a ledger."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"(利用事務|接続|ネットワーク)?系?$", "", bare)


def _user(text: str, book: Rulebook) -> str:
    if _NOBODY.fullmatch(text):
        return ""
    if not book.people:
        return text
    person = book.person(text)
    if person is None:
        bare = re.sub(r"\s", "", text)
        same = [one for one in book.people if re.sub(r"\s", "", one.name) == bare]
        person = same[0] if len(same) == 1 else None
    if person is None:
        raise NotPlacedError("register.not.user")
    return person.name


_READ: Mapping[str, Callable[[str, Rulebook], Any]] = {
    "purchased": lambda text, _book: str(fiscal_year(text)),
    "renewal": lambda text, _book: str(fiscal_year(text)),
    "addresses": lambda text, _book: _addresses(text),
    "macs": lambda text, _book: _macs(text),
    "aliases": lambda text, _book: _parts(text),
    "role": lambda text, _book: _role(text),
    "zone": _zone,
    "user": _user,
}
"""How the cell of a key is read, where it is not taken as it stands."""
