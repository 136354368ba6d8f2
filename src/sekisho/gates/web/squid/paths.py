"""Which addresses Squid has to ask about with their path: regular expressions of its own.

They fit every address that names a refused file or fits a pattern, and some more: the model looks
again. Squid resolves percent signs before it looks (``url_regex`` and ``urlpath_regex``), as the
model does. Signs that are not ASCII always ask, for the model puts them in small letters in ways
that POSIX does not know. Where patterns look at hosts as well, so do IPv6 addresses, which may be
written in several ways; each kind of expression costs every request, so none is there for nothing.
Reference: http://www.squid-cache.org/Doc/config/acl/ (5.x), POSIX extended regular expressions.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.rulebook.entries.web import Web

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_=&:,~@")
"""Signs that are themselves in an expression and in a line of settings."""
_STRANGE = "[^ -~]"
_IPV6 = r"//\["


def asking(web: Web) -> Iterator[tuple[str, str, str]]:
    """Name, kind and expression of each ACL line; none where no path matters."""
    files = [f"({_literal(ending)}([^a-z0-9]|$))" for ending in web.refused_files]
    pieces = [longest(one) for entry in web.categories for one in entry.patterns]
    pages = [f"({_literal(one)})" for one in pieces if one.isascii()]
    if files and not pieces:
        files.append(_STRANGE)
    yield from (("sekisho_file", "urlpath_regex", one) for one in files)
    if pieces:
        yield from (("sekisho_page", "url_regex", one) for one in (_STRANGE, _IPV6, *pages))


def longest(pattern: str) -> str:
    """The longest literal piece of a pattern, in small letters: what fits holds it."""
    return max(pattern.lower().split("*"), key=len)


def _literal(text: str) -> str:
    """An expression that fits wherever a text stands; a slash may be the end of a host, with a
    last dot or a port."""
    return "".join(map(_sign, text.lower())) or "."


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return sign
    return {".": "[.]", "/": "[.]?(:[0-9]+)?/"}.get(sign, ".")
