"""Samba's full_audit: every act on a file of the server.

Reference: vfs_full_audit(8); source3/modules/vfs_full_audit.c of Samba 3.6 to 4.21 (the
words after the result differ by operation and release; both old and new names are read).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import SHARE, SYSLOG
from sekisho.events.table import events
from sekisho.sources.contract import Context, Events, Item, Note
from sekisho.sources.syslog.cut import address, fields_of, groups, matches
from sekisho.sources.syslog.escapes import unescaped
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.plain import plain
from sekisho.sources.syslog.prefix import GENERIC, HINT, Prefix, chosen

ACTIONS = {
    "connect": "connect disconnect",
    "read": "read pread pread_send pread_recv sendfile offload_read_send",
    "write": "write pwrite pwrite_send pwrite_recv recvfile ftruncate fallocate offload_write_send",
    "create": "mkdir mkdirat symlink symlinkat link linkat mknod mknodat",
    "rename": "rename renameat",
    "delete": "unlink unlinkat rmdir",
    "list": "opendir fdopendir readdir",
    "attributes": "stat fstat lstat fstatat statx getxattr fgetxattr getxattrat_send listxattr "
    "flistxattr get_dos_attributes fget_dos_attributes get_nt_acl fget_nt_acl get_nt_acl_at "
    "get_alloc_size readlink readlinkat realpath sys_acl_get_file sys_acl_get_fd",
}
_OF = {word: action for action, words in ACTIONS.items() for word in words.split()}
_OF["disconnect"] = "disconnect"
_OPENS = ("open", "openat")
_TWO_PATHS = "rename renameat link linkat"
_SYMLINKS = ("symlink", "symlinkat")
_TRAILING = ("getxattr", "fgetxattr", "setxattr", "fsetxattr", "removexattr", "fremovexattr")
_CREATE = r"^(?P<mask>0x[0-9A-Fa-f]+)\|(?P<type>file|dir)\|(?P<how>[a-z_]+)\|(?P<path>.*)$"
_READS = 0x1 | 0x20 | 0x80000000 | 0x10000000 | 0x20000000
_WRITES = 0x2 | 0x4 | 0x40000000 | 0x10000000
_UNSAID = 0x10000 | 0x02000000
"""DELETE and MAXIMUM_ALLOWED: neither a look at attributes nor surely an opening of content."""


def _claims(frames: Frames) -> pa.Array:
    named = matches(frames.programs, r"^(?:smbd_audit|smbd)$")
    return pc.and_(named, matches(frames.messages, GENERIC))


def _prepare(frames: Frames, context: Context) -> Prefix:
    return chosen(frames.messages, context.hints.get(HINT, ()))


def _notes(prefix: Prefix | None) -> tuple[Note, ...]:
    if prefix is None:
        return ()
    code = f"note.samba_prefix_{prefix.ground}"
    return (Note(code, {"prefix": prefix.form}, doubt=prefix.ground == "inferred"),)


def _parse(frames: Frames, prefix: Prefix | None) -> Iterator[Item]:
    prefix = prefix or chosen(frames.messages, ())
    found = groups(frames.messages, prefix.pattern)
    fits = found["operation"].is_valid()
    if pc.any(fits).as_py():
        mine = {name: texts.filter(fits) for name, texts in found.items()}
        yield _events(frames.where(fits), mine)
    if not pc.all(fits).as_py():
        # the prefix is not the one of this line: the act itself can still be read
        others = frames.where(pc.invert(fits))
        found = groups(others.messages, GENERIC)
        understood = found["operation"].is_valid()
        found = {name: texts.filter(understood) for name, texts in found.items()}
        yield _events(others.where(understood), found)
        if not pc.all(understood).as_py():
            yield plain(others.where(pc.invert(understood)), "samba")


def _events(frames: Frames, found: dict[str, pa.Array]) -> Events:
    rows = len(frames)
    nothing = pa.nulls(rows, pa.string())
    operation, arguments = found["operation"], found["arguments"]
    act = _Act(operation, arguments)
    ok = pc.equal(found["result"], "ok")
    path = unescaped(act.path)
    target = unescaped(act.target)
    joined = pc.is_in(operation, value_set=pa.array(["connect", "disconnect"]))
    share = pc.coalesce(found.get("vS", nothing), pc.if_else(joined, arguments, None))
    escaped = pc.not_equal(pc.coalesce(path, pa.scalar("")), pc.coalesce(act.path, pa.scalar("")))
    known = {"operation", "result", "arguments", "vu", "vU", "vI", "vm", "vM", "vS"}
    others = {
        name if name == "prefix" else f"prefix.%{name[1:]}": texts
        for name, texts in found.items()
        if name not in known
    }
    columns = frames.head("samba", "share") | {
        "host.name": pc.coalesce(found.get("vm", nothing), found.get("vM", nothing)),
        "user.name": pc.coalesce(found.get("vu", nothing), found.get("vU", nothing)),
        "source.ip": address(found.get("vI", nothing)),
        "event.code": operation,
        "event.action": act.action,
        "event.outcome": pc.if_else(ok, "success", "failure"),
        "share.name": share,
        "share.operation": operation,
        "file.path": pc.if_else(joined, None, path),
        "file.target_path": target,
        "file.access": act.access,
        "event.reason": groups(found["result"], r"^fail \((?P<why>.*)\)$")["why"],
        "fields": fields_of(
            rows,
            frames.rest()
            | others
            | act.details
            | {"file.path.escaped": pc.if_else(escaped, act.path, None)},
        ),
    }
    return Events(SHARE, events(SHARE, rows, columns))


class _Act:
    """What an operation and the words behind its result say."""

    def __init__(self, operation: pa.Array, arguments: pa.Array) -> None:
        nothing = pa.nulls(len(operation), pa.string())
        index = pc.index_in(operation, value_set=pa.array(list(_OF)))
        action = pc.fill_null(pa.array(list(_OF.values())).take(index), "other")
        opens = pc.is_in(operation, value_set=pa.array(_OPENS))
        opened = groups(pc.if_else(opens, arguments, None), r"^(?P<mode>[rw])\|(?P<path>.*)$")
        creates = pc.equal(operation, "create_file")
        created = groups(pc.if_else(creates, arguments, None), _CREATE)
        pairs = pc.is_in(operation, value_set=pa.array(_TWO_PATHS.split()))
        old, new = _two(pc.if_else(pairs, arguments, None))
        links = pc.is_in(operation, value_set=pa.array(_SYMLINKS))
        linked_to, link = _two(pc.if_else(links, arguments, None))
        trailing = pc.is_in(operation, value_set=pa.array(_TRAILING))
        before = groups(pc.if_else(trailing, arguments, None), r"^(?P<path>.*)\|(?P<name>[^|]*)$")
        self.path = pc.coalesce(
            opened["path"], created["path"], old, link, before["path"], arguments
        )
        self.target = pc.coalesce(new, linked_to)
        self.access, made = _wanted(created)
        self.access = pc.coalesce(opened["mode"], self.access)
        by_mode = pc.if_else(
            pc.equal(opened["mode"], "r"),
            "read",
            pc.if_else(opened["mode"].is_valid(), "write", nothing),
        )
        self.action = pc.coalesce(by_mode, made, action)
        self.details = {
            "access_mask": created["mask"],
            "object_type": created["type"],
            "disposition": created["how"],
            "attribute": before["name"],
        }


def _two(arguments: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Two paths with a bar between; cut in the middle where the names themselves hold bars."""
    found = groups(arguments, r"^(?P<old>[^|]*)\|(?P<new>[^|]*)$")
    several = pc.and_(found["old"].is_null(), matches(arguments, r"\|.*\|"))
    if not pc.any(several).as_py():
        return found["old"], found["new"]
    halves = [_halves(text) for text in arguments.filter(several).to_pylist()]
    old = pc.replace_with_mask(found["old"], several, pa.array([a for a, _ in halves], pa.string()))
    new = pc.replace_with_mask(found["new"], several, pa.array([b for _, b in halves], pa.string()))
    return old, new


def _halves(text: str) -> tuple[str, str]:
    parts = text.split("|")
    middle = (len(parts) + 1) // 2
    return "|".join(parts[:middle]), "|".join(parts[middle:])


def _wanted(created: dict[str, pa.Array]) -> tuple[pa.Array, pa.Array]:
    """Access asked for by create_file, and the act it amounts to (MS-SMB2 2.2.13.1)."""
    masks = _hexadecimal(created["mask"])
    there = np.asarray(created["mask"].is_valid())

    def said(name: str, *words: str) -> npt.NDArray[np.bool_]:
        return np.asarray(pc.is_in(created[name], value_set=pa.array(words)))

    directory = said("type", "dir")
    reads, writes = (masks & _READS) > 0, (masks & _WRITES) > 0
    access = np.select([reads & writes, reads, writes], ["rw", "r", "w"], "")
    replaces = said("how", "supersede", "overwrite", "overwrite_if") | writes
    act = np.select(
        [
            said("how", "create"),
            directory & reads,
            replaces & ~directory,
            reads & ~directory,
            (masks & _UNSAID) > 0,
        ],
        ["create", "list", "write", "read", "other"],
        "attributes",
    )
    silent = ~there | directory | (access == "")
    return (
        pa.array(access.astype(object), pa.string(), mask=silent),
        pa.array(act.astype(object), pa.string(), mask=~there),
    )


def _hexadecimal(texts: pa.Array) -> npt.NDArray[np.int64]:
    encoded = pc.dictionary_encode(pc.fill_null(texts, "0x0"))
    values = [int(text, 16) & 0xFFFFFFFF for text in encoded.dictionary.to_pylist()]
    return np.array([*values, 0], np.int64).take(np.asarray(encoded.indices))


PAYLOAD = Payload(
    name="samba",
    kinds=(SHARE, SYSLOG),
    reference="vfs_full_audit(8), Samba 3.6 to 4.21",
    claims=_claims,
    parse=_parse,
    prepare=_prepare,
    notes=_notes,
)
