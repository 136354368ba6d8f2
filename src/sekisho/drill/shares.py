"""What happens to files on the file server, before Samba writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["read", "write", "create", "list", "look", "refuse"]


@dataclass(frozen=True, slots=True)
class ShareAct:
    """`look` asks for attributes only; `list` opens a directory; `refuse` is a denied opening."""

    time: int
    user: str
    address: str
    host: str
    share: str
    act: Act
    path: str
