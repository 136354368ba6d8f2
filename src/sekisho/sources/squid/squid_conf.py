"""``squid.conf``: its directives as settings, and its log formats as hints for the logs.

Reference: http://www.squid-cache.org/Doc/config/ (``logformat``, ``access_log``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import CONFIGURATION
from sekisho.events.table import events, unread
from sekisho.sources.contract import Context, Events, Item, Note, Sample, Source, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.squid.choosing import ACCESS_LOG, LOGFORMAT
from sekisho.sources.squid.formats import BUILT_IN, given

LARGEST = 4 * 1024 * 1024
"""No squid.conf is larger; what lies beyond is not read."""
_DIRECTIVE = re.compile(r"^[a-z][a-z0-9_]*$")
_OWN = re.compile(
    r"^\s*(?:http_access|http_port|cache_dir|access_log|logformat|coredump_dir|refresh_pattern"
    r"|cache_peer|url_rewrite_program|external_acl_type|cache_mgr|visible_hostname)\s+\S",
    re.MULTILINE,
)
_ACL = re.compile(r"^\s*acl\s+\S+\s+\S+", re.MULTILINE)


@dataclass(frozen=True)
class Setting:
    """One directive: the number of its first line, its name and what follows."""

    line: int
    key: str
    value: str


def identify(sample: Sample) -> int:
    """By directives that only Squid has."""
    text = sample.head.decode("utf-8", "replace")
    kinds = {match[0].split()[0] for match in _OWN.finditer(text)}
    if len(kinds) >= 2 or (kinds and _ACL.search(text)):
        return 80 if _mostly_directives(sample) else 0
    return 0


def _mostly_directives(sample: Sample) -> bool:
    lines = [line.strip() for line in sample.lines(5000)]
    bare = [line for line in lines if line and not line.startswith("#")]
    return sum(bool(_DIRECTIVE.match(line.split()[0])) for line in bare) > 0.8 * len(bare)


def settings(text: str) -> Iterator[Setting | tuple[int, str]]:
    """The directives of a configuration; a line that is none as its number and text.

    A backslash at the end of a line joins the next one to it.
    """
    for number, line in _joined(text):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        key, *value = bare.split(maxsplit=1)
        if _DIRECTIVE.match(key):
            yield Setting(number, key, "".join(value))
        else:
            yield number, bare


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Each line with those it continues on, under the number of the first."""
    parts: list[str] = []
    last = 0
    for last, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        bare = line.removesuffix("\r")
        parts.append(bare.removesuffix("\\"))
        if not bare.endswith("\\"):
            yield last - len(parts) + 1, "".join(parts)
            parts = []
    if parts:
        yield last - len(parts) + 1, "".join(parts)


def _text_of(evidence: Evidence) -> str:
    with evidence.path.open("rb") as file:
        data = file.read(LARGEST)
    return data.decode(encoding_of(data), "backslashreplace")


def formats(found: list[Setting]) -> dict[str, tuple[str, ...]]:
    """Hints: the format strings, those in use first, and which log is written with which."""
    named = {**BUILT_IN}
    own: list[str] = []
    for setting in found:
        if setting.key == "logformat":
            name, _, string = setting.value.partition(" ")
            named[name] = string.strip()
            own.append(named[name])
    logs: list[str] = []
    used: list[str] = []
    for setting in found:
        if setting.key != "access_log":
            continue
        words = setting.value.split()
        name = _format_name(words)
        if words and words[0] != "none" and name in named:
            used.append(named[name])
            logs += [f"{path} {named[name]}" for path in [_path(words[0])] if path]
    strings = [form.string for form in given((*(text for text in used if text in own), *own))]
    return {LOGFORMAT: tuple(strings), ACCESS_LOG: tuple(dict.fromkeys(logs))}


def _format_name(words: list[str]) -> str:
    """``access_log place [logformat=name …]`` or the older ``access_log place name``."""
    for word in words[1:]:
        if word.startswith("logformat="):
            return word.removeprefix("logformat=")
    return words[1] if len(words) > 1 and "=" not in words[1] else "squid"


def _path(place: str) -> str:
    """The file of ``daemon:/path`` or ``stdio:/path`` or a bare path; empty for others."""
    module, colon, rest = place.partition(":")
    if colon and module in ("daemon", "stdio"):
        return rest
    return "" if colon and module in ("syslog", "udp", "tcp") else place


def hints(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """``squid.logformat`` and ``squid.access_log``. Raises OSError."""
    return formats([item for item in settings(_text_of(evidence)) if isinstance(item, Setting)])


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """One event a directive. Raises OSError."""
    items = list(settings(_text_of(evidence)))
    found = [item for item in items if isinstance(item, Setting)]
    for setting in found:
        name, _, string = setting.value.partition(" ")
        if setting.key == "logformat" and not given((string,)):
            yield Note("note.squid_conf_format", {"name": name}, doubt=True)
    if found:
        columns: dict[str, pa.Array | str] = {
            "event.dataset": "squid_conf.configuration",
            "evidence": evidence.name,
            "unit": "line",
            "position": pa.array([setting.line for setting in found], pa.int64()),
            "configuration.key": pa.array([setting.key for setting in found]),
            "configuration.value": pa.array([setting.value for setting in found]),
        }
        yield Events(CONFIGURATION, events(CONFIGURATION, len(found), columns))
    odd = [item for item in items if not isinstance(item, Setting)]
    if odd:
        places, raws = [line for line, _ in odd], [text.encode() for _, text in odd]
        yield Unread(unread(evidence.name, "line", places, "unread.squid_conf_line", raws))


SOURCE = Source(
    name="squid_conf",
    kinds=(CONFIGURATION,),
    unit="line",
    reference="http://www.squid-cache.org/Doc/config/",
    zone="none",
    encoding="utf8_cp932",
    tried_on="",
    identify=identify,
    read=read,
    hints=hints,
)
