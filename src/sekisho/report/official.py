"""Sentences as official documents set them.

A terminal likes room between Japanese and figures (文書 5 件); a printed document has none
(公用文作成の考え方, 令和4年1月, III-3). Only the sentence is closed up, never a value in it:
a name stays as it was recorded.
"""

from __future__ import annotations

import re
from functools import cache

from sekisho.text import Language, filled, sentence

_ROOM = re.compile(r"(?<=[^\x00-\x7f]) (?=[!-~])|(?<=[!-~]) (?=[^\x00-\x7f])")


def official(code: str, language: Language, /, **values: object) -> str:
    """The sentence of a code for a document, its places filled in. Raises UnknownCodeError."""
    return filled(_closed(code, language), values)


@cache
def _closed(code: str, language: Language) -> str:
    said = sentence(code, language)
    return _ROOM.sub("", said) if language == "ja" else said
