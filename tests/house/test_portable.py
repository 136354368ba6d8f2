"""Towns run Windows: what the source must not say, as far as it can be seen from elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.intake.road import take_in
from sekisho.sources.contract import Context

SRC = Path(__file__).resolve().parents[2] / "src" / "sekisho"

NOT_ON_WINDOWS = {
    "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios",
    "tty",
}  # fmt: skip
"""Modules that Windows' Python does not have."""

CALLS = {
    "os.chown": "no owners by number", "os.fork": "no fork", "os.getuid": "no user numbers",
    "os.geteuid": "no user numbers", "os.kill": "ends a process on Windows, whatever the signal",
    "os.killpg": "no process groups", "os.mkfifo": "no named pipes in folders",
    "os.mknod": "no device nodes", "os.sched_getaffinity": "only on Linux",
    "os.setsid": "no sessions", "os.statvfs": "use shutil.disk_usage", "os.uname": "use platform",
    "os.wait": "no child waiting", "os.system": "another shell, other quoting",
    "signal.alarm": "no alarm", "signal.SIGKILL": "no such signal",
    "signal.SIGHUP": "no such signal",
    "signal.SIGUSR1": "no such signal", "time.tzset": "no TZ database of the system",
    "multiprocessing.Process": "starts by fork where it can: use the spawn context",
    "multiprocessing.Pool": "starts by fork where it can: use the spawn context",
    "tempfile.NamedTemporaryFile": "cannot be opened a second time on Windows",
    "datetime.fromtimestamp": "fails before 1970 on Windows",
    "datetime.utcfromtimestamp": "fails before 1970 on Windows, and is naive",
}  # fmt: skip
GUARDED = {
    ("cli/personal/text.py", "fcntl"): "imported where sys.platform is linux",
    ("engine/pool.py", "os.sched_getaffinity"): "asked for with hasattr",
    ("gates/applied/lock.py", "fcntl"): "imported where sys.platform is not win32",
    ("gates/mail/settled.py", "fcntl"): "imported where sys.platform is not win32",
    ("intake/folder.py", "datetime.fromtimestamp"): "its OSError gives no time",
}
METHODS = {
    "rename": "fails on Windows when the target exists: use replace",
    "chmod": "knows only the write bit on Windows: guard by os.name",
    "lchmod": "no such thing on Windows",
    "symlink_to": "needs rights on Windows: catch OSError and copy",
    "hardlink_to": "needs NTFS: catch OSError and copy",
}
GUARDED_METHODS = {
    ("ledger/private.py", "chmod"): "the branch that is not nt",
    ("cli/mail/serve.py", "chmod"): "a socket in the file system, as Postfix asks for",
    ("gates/mail/milter.py", "chmod"): "a socket in the file system, as Postfix asks for",
    ("intake/recognise.py", "symlink_to"): "copies where links may not be made",
}
TEXT = {"read_text": 0, "write_text": 1}
WRITES = frozenset("wax")

MODULES = sorted(SRC.rglob("*.py"))
Finding = tuple[int, str]


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def keywords(call: ast.Call) -> set[str]:
    return {word.arg for word in call.keywords if word.arg} | (
        {"encoding", "newline"} if any(word.arg is None for word in call.keywords) else set()
    )


def mode_of(call: ast.Call, at: int) -> str:
    given = [word.value for word in call.keywords if word.arg == "mode"]
    given += call.args[at : at + 1]
    first = given[0] if given else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else "r"


def imports(tree: ast.AST, path: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            if name.partition(".")[0] in NOT_ON_WINDOWS and (path, name) not in GUARDED:
                yield node.lineno, f"{name}: not on Windows"


def names(tree: ast.AST, path: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        name = dotted(node)
        if name in CALLS and (path, name) not in GUARDED:
            yield node.lineno, f"{name}: {CALLS[name]}"


def calls(tree: ast.AST, path: str) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Attribute, ast.Name)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        method = isinstance(node.func, ast.Attribute)
        if method and name in METHODS and (path, name) not in GUARDED_METHODS:
            yield node.lineno, f".{name}(): {METHODS[name]}"
        yield from text_files(node, name, method=method)
        if name == "ProcessPoolExecutor" and "mp_context" not in keywords(node):
            yield node.lineno, "a pool without the spawn context"
        if name == "get_context" and not _says(node, "spawn"):
            yield node.lineno, "workers start by spawn everywhere"
        if name == "strftime" and any("%-" in ast.dump(argument) for argument in node.args):
            yield node.lineno, "%-d is unknown on Windows"


def text_files(node: ast.Call, name: str, *, method: bool) -> Iterator[Finding]:
    given = keywords(node)
    if name in TEXT and "encoding" not in given:
        yield node.lineno, f"{name} without encoding"
    if name == "write_text" and "newline" not in given:
        yield node.lineno, "write_text without newline: Windows would write CRLF"
    if name != "open" or (method and _of_an_archive(node)):
        return
    mode = mode_of(node, 0 if method else 1)
    if "b" in mode:
        return
    if "encoding" not in given:
        yield node.lineno, "open() of text without encoding"
    if WRITES & set(mode) and "newline" not in given:
        yield node.lineno, "open() to write text without newline"


OTHER_OPENS = {"bz2", "gzip", "lzma", "os", "tarfile", "zipfile"}
"""Modules whose ``open`` is not of text files."""


def _of_an_archive(call: ast.Call) -> bool:
    """``archive.open(member)``: what is given is no mode."""
    given = call.args[:1]
    of_member = bool(given) and not (
        isinstance(given[0], ast.Constant) and isinstance(given[0].value, str)
    )
    return of_member or dotted(call.func).partition(".")[0] in OTHER_OPENS


def _says(node: ast.Call, word: str) -> bool:
    return any(isinstance(one, ast.Constant) and one.value == word for one in node.args)


def findings(source: str, path: str) -> list[str]:
    tree = ast.parse(source)
    found = [*imports(tree, path), *names(tree, path), *calls(tree, path)]
    return [f"{path}:{line}: {what}" for line, what in sorted(found)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_the_source_says_nothing_windows_lacks(path: Path) -> None:
    inside = path.relative_to(SRC).as_posix()
    assert findings(path.read_text(encoding="utf-8"), inside) == []


@pytest.mark.parametrize(
    "line",
    [
        "import fcntl", "from resource import getrusage", "os.kill(1, 9)", "signal.SIGKILL",
        "path.rename(other)", "path.read_text()", "path.write_text('x', encoding='utf-8')",
        "path.open('w', encoding='utf-8')", "open('x')", "ProcessPoolExecutor(2)",
        "multiprocessing.get_context('fork')", "moment.strftime('%-d')", "path.chmod(0o600)",
        "datetime.fromtimestamp(1, UTC)",
    ],
)  # fmt: skip
def test_the_scan_sees(line: str) -> None:
    assert len(findings(line, "made/up.py")) == 1


def test_guards_are_still_needed() -> None:
    for (path, name), _why in [*GUARDED.items(), *GUARDED_METHODS.items()]:
        assert name.rpartition(".")[2] in (SRC / path).read_text(encoding="utf-8"), (path, name)


def test_names_we_write_are_short_and_plain(tmp_path: Path, data: Path) -> None:
    """Whatever the evidence is called, files of the ledger have names every system takes."""
    evidence, ledger, work = (tmp_path / name for name in ("evidence", "ledger", "work"))
    deep = evidence.joinpath(*["folder of a long name" * 5] * 20)
    deep.mkdir(parents=True)
    for folder in (ledger, work):
        folder.mkdir()
    content = (data / "sources" / "squid" / "good.log").read_bytes()
    (deep / "con.log").write_bytes(content)
    manifest = take_in(evidence, ledger, work, Context(now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert manifest.segments
    for segment in manifest.segments:
        assert len(segment.file) < 80
        assert set(segment.file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_./")
