"""Names that a log daemon wrote with escapes: ``#343#201#202``, ``\\343\\201\\202``, ``\\xe3…``.

Only bytes of 0x80 and more are turned back, and only where they make up UTF-8: a file may
well be called ``No#012.pdf``, and no Windows program can put a line end into a name.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.syslog.cut import matches
from sekisho.sources.uniques import mapped

_ONE = r"(?:#[23][0-7]{2}|\\[23][0-7]{2}|\\x[89A-Fa-f][0-9A-Fa-f])"
_RUN = re.compile(rf"{_ONE}{{2,}}")
_EACH = re.compile(r"(?:#|\\)(?:x([0-9A-Fa-f]{2})|([0-7]{3}))")


def unescaped(texts: pa.Array) -> pa.Array:
    """The texts with escaped UTF-8 turned back; everything else as it is."""
    escaped = matches(texts, _ONE + _ONE)
    if not pc.any(escaped).as_py():
        return texts
    turned = mapped(
        texts.filter(escaped),
        lambda names: pa.array([_RUN.sub(_text, name) for name in names.to_pylist()], pa.string()),
    )
    return pc.replace_with_mask(texts, escaped, turned)


def _text(found: re.Match[str]) -> str:
    signs = bytes(int(h, 16) if h else int(o, 8) for h, o in _EACH.findall(found[0]))
    try:
        return signs.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
