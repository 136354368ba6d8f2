"""Words that a mail names as passwords.

Offices write them in a line (``パスワード：abcd``), below one that announces it, or alone in a mail
whose subject does (the habit known as PPAP).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

MOST = 20
"""Words of a mail that are taken."""
_NAMES = (
    r"(?:パスワード|ﾊﾟｽﾜｰﾄﾞ|パスコード|暗証番号|解凍キー|復号キー"
    r"|(?<![a-zａ-ｚ])(?:password|passcode|passphrase|ｐａｓｓｗｏｒｄ)(?![a-zａ-ｚ])"
    r"|(?<![a-zａ-ｚ])(?:pass|pw|ｐａｓｓ|ｐｗ)(?=[\]】」》)]|\s?(?:[:：=＝は→]|$))"
    r"|^\s*[\[【「《(]?(?:pw|ｐｗ)(?![a-zａ-ｚ]))"
)
_NAMED = re.compile(_NAMES, re.IGNORECASE | re.MULTILINE)
_BESIDE = re.compile(
    _NAMES
    + r"[\])]?(?:\s+(?:is|for\s[^\n:：]{1,60}))?([^!-~]{0,40}[:=]?)\s*[\"'\[(<]?([!-~]{4,64})",
    re.IGNORECASE | re.MULTILINE,
)
_ENGLISH = re.compile(r"[A-Za-z]+[.,;:!?)]*")
"""A word of a sentence that goes on, unless a sign stands between."""
_ALONE = re.compile(r"\s*(?:[>*・■●◆※-]\s*)?[「『【《\"'\[(<]?([!-~]{4,64})[」』】》]?\s*")
_AFTER = 6
"""Lines below an announcement among which the word may stand alone."""
_ENDS = ".,;:)\"'!>]"
_NO_WORD = re.compile(r"https?://|www\.|[^@\s]+@[\w-]+\.[\w.-]+|[-=_*~#+.]+\Z", re.IGNORECASE)
"""Links, addresses and ruled lines are no passwords."""


def words(texts: Iterable[str], subject: str = "") -> tuple[str, ...]:
    """Those of a mail, in their order, each once: as it stands, and without what ends a sentence.
    ``subject``: one that names a password lets every word that stands alone count."""
    found: dict[str, None] = {}
    announced = _NAMED.search(subject) is not None
    for text in texts:
        if not announced and _NAMED.search(text) is None:
            continue
        # full-width letters are typed half-width by whoever opens the file
        for form in dict.fromkeys((text, unicodedata.normalize("NFKC", text))):
            for word in (*_beside(form), *_alone(form, announced=announced)):
                found.setdefault(word)
                if bare := word.rstrip(_ENDS):
                    found.setdefault(bare)
    return tuple(one for one in found if len(one) >= 4)[:MOST]


def _beside(text: str) -> Iterator[str]:
    """Words behind the name; of a sentence in English only what no word of English looks like."""
    for between, word in _BESIDE.findall(text):
        goes_on = not between.strip() and _ENGLISH.fullmatch(word)
        if not goes_on and not _NO_WORD.match(word):
            yield word


def _alone(text: str, *, announced: bool) -> Iterator[str]:
    """Words that have a line for themselves."""
    left = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        if _NAMED.search(line):
            left = _AFTER
            continue
        one = _ALONE.fullmatch(line) if announced or left else None
        if one and not _NO_WORD.match(one[1]):
            yield one[1]
        left = max(0, left - 1)
