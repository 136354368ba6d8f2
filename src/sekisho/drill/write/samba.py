"""Samba's `vfs_full_audit` through syslog, and the `smb.conf` that makes it.

Reference: vfs_full_audit(8); operation names and operands as Samba 4.17 writes them. A line is
`PREFIX|OPERATION|RESULT|OPERANDS`; the default prefix is `%u|%I`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.drill.clock import Clock, syslog_stamp
from sekisho.drill.shares import ShareAct

DEFAULT_PREFIX = "%u|%I"
CUSTOM_PREFIX = "TOWNAUDIT|%d|%u|%I|%m|%S"
ROOT = "/srv/share"
_READ, _WRITE, _LIST, _LOOK = "0x120089", "0x12019f", "0x100081", "0x80"


class SambaAudit:
    """Writes the lines of each act."""

    def __init__(self, clock: Clock, server: str, prefix: str) -> None:
        self._clock = clock
        self._server = server
        self._prefix = prefix

    def lines(self, one: ShareAct) -> Iterator[bytes]:
        """The operations that smbd does for one act."""
        path = f"{ROOT}/{one.share}/{one.path}".rstrip("/")
        match one.act:
            case "read":
                yield self._line(one, f"create_file|ok|{_READ}|file|open|{path}")
                yield self._line(one, f"pread_send|ok|{path}")
            case "write":
                yield self._line(one, f"create_file|ok|{_WRITE}|file|open|{path}")
                yield self._line(one, f"pwrite_send|ok|{path}")
            case "create":
                yield self._line(one, f"create_file|ok|{_WRITE}|file|create|{path}")
                yield self._line(one, f"pwrite_send|ok|{path}")
            case "list":
                yield self._line(one, f"create_file|ok|{_LIST}|dir|open|{path}")
            case "look":
                yield self._line(one, f"create_file|ok|{_LOOK}|file|open|{path}")
            case "refuse":
                yield self._line(
                    one, f"create_file|fail (Permission denied)|{_READ}|file|open|{path}"
                )

    def _line(self, one: ShareAct, rest: str) -> bytes:
        prefix = self._prefix
        pid = str(2000 + sum(one.host.encode()) % 7000)
        for mark, value in (
            ("%d", pid),
            ("%u", one.user),
            ("%I", one.address),
            ("%m", one.host.lower()),
            ("%S", one.share),
        ):
            prefix = prefix.replace(mark, value)
        stamp = syslog_stamp(self._clock.shows(one.time))
        return f"{stamp} {self._server} smbd_audit: {prefix}|{rest}\n".encode()


def configuration(shares: list[tuple[str, str]], prefix: str, workgroup: str) -> bytes:
    """The server's `smb.conf`."""
    written = "" if prefix == DEFAULT_PREFIX else f"    full_audit:prefix = {prefix}\n"
    text = (
        "[global]\n"
        f"    workgroup = {workgroup}\n"
        "    server role = standalone server\n"
        "    unix charset = UTF-8\n"
        "    vfs objects = full_audit\n"
        f"{written}"
        "    full_audit:success = connect disconnect create_file pread_send pwrite_send"
        " renameat unlinkat mkdirat\n"
        "    full_audit:failure = connect create_file renameat unlinkat mkdirat\n"
        "    full_audit:facility = LOCAL5\n"
        "    full_audit:priority = NOTICE\n"
    )
    for name, comment in shares:
        text += (
            f"\n[{name}]\n    comment = {comment}\n    path = {ROOT}/{name}\n"
            f"    valid users = @{name} @kanri\n    read only = no\n"
        )
    return text.encode()
