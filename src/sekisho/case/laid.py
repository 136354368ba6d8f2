"""Where an evidence lay before it was collected, told by its path among the evidence.

Folders are copied whole (``pc/PC01/C/Users/…``), or tools and people make one name of a path
(``C_Users_tanaka_Documents_名簿.xlsx``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.case.hosts import host_key
from sekisho.events.evidence import INSIDE

_SHARE_WORDS = frozenset(
    {"share", "shares", "fileserver", "共有", "nas", "ファイルサーバー", "ファイルサーバ"}
)
_DRIVE = re.compile(r"(?P<letter>[C-Jc-j])[_:$]?")
_PROFILES = frozenset({"users", "ユーザー", "documents and settings"})
_FOLDERS = (
    "Desktop|Documents|Downloads|Pictures|Music|Videos|OneDrive|AppData|Favorites|My Documents|"
    "デスクトップ|ドキュメント|ダウンロード|ピクチャ|マイ ドキュメント"
)
_FLAT = re.compile(
    rf"(?:^|.*[_. -])(?P<drive>[A-Za-z])_(?P<users>Users|ユーザー|Documents and Settings)_"
    rf"(?P<user>.+?)_(?P<folder>{_FOLDERS})(?:_(?P<rest>.+))?",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"[a-z]:\\(?:users|ユーザー|documents and settings)\\([^\\]+)\\", re.IGNORECASE
)


def lay(name: str, host: str | None, told: str | None = None) -> tuple[str | None, str, str | None]:
    """Where an evidence lay: (host, place, original path). ``told``: the path that its
    collector's manifest gives, which leaves nothing to be guessed.

    ``pc/PC01/C/Users/…`` was ``C:\\Users\\…`` on PC01, ``share/fs01/gikai/…`` was
    ``\\\\fs01\\gikai\\…``. Place is unknown where the path names neither a computer nor somebody's
    profile.
    """
    if told is not None:
        return host, "share" if told.startswith(("\\\\", "/")) else "pc", told
    parts = [part for part in name.replace(INSIDE, "/").split("/") if part]
    folders = [part.lower() for part in parts[:-1]]
    shared = next((at for at, part in enumerate(folders) if part in _SHARE_WORDS), None)
    if shared is not None and shared + 1 < len(folders):
        server = host_key(parts[shared + 1])
        return server, "share", "\\\\" + "\\".join(parts[shared + 1 :])
    local = _on_drive(parts)
    if local is not None and (host is not None or profile(local)):
        return host, "pc", local
    if host is None:
        return None, "unknown", None
    at = next(
        (at for at, part in enumerate(folders) if host_key(part) == host or part == host), None
    )
    rest = parts[at + 1 :] if at is not None else parts
    return host, "pc", "\\".join(rest) or None


def profile(original: str | None) -> str | None:
    """The account in whose profile a local path lies, in lower case."""
    found = _PROFILE.match(original or "")
    return found[1].lower() if found else None


def _on_drive(parts: Sequence[str]) -> str | None:
    """The local path: a folder that is a drive, or a name made of a path."""
    for at, part in enumerate(parts):
        flat = _FLAT.fullmatch(part)
        if flat:
            middle = [flat["users"], flat["user"], flat["folder"]]
            rest = [flat["rest"]] if flat["rest"] else []
            return flat["drive"].upper() + ":\\" + "\\".join([*middle, *rest, *parts[at + 1 :]])
        drive = _DRIVE.fullmatch(part)
        if drive and at + 1 < len(parts):
            return drive["letter"].upper() + ":\\" + "\\".join(parts[at + 1 :])
    return None
