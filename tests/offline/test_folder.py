"""The start scripts: what batch files and shells of old machines need, and the first start."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

GIVEN = Path(__file__).resolve().parents[2] / "offline" / "folder"
BATCH = sorted(GIVEN.glob("*.cmd"))
SHELL = sorted(GIVEN.glob("*.sh"))
MEANT = b'\\|^&<>%"()'
"""Bytes that mean something to cmd, should they be the second of a letter in cp932."""


@pytest.mark.parametrize("path", BATCH, ids=lambda path: path.name)
def test_a_batch_file_is_cp932_with_crlf_and_no_letter_that_misleads_cmd(path: Path) -> None:
    data = path.read_bytes()
    text = data.decode("cp932")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    letters = [sign.encode("cp932") for sign in text if ord(sign) > 127]
    assert [one for one in letters if len(one) == 2 and one[1] in MEANT] == []


def test_it_speaks_ascii_until_the_code_page_is_japanese() -> None:
    before = (GIVEN / "sekisho.cmd").read_bytes().partition(b"chcp 932")[0]
    assert before.isascii()


@pytest.mark.parametrize("path", BATCH, ids=lambda path: path.name)
def test_every_label_that_is_called_is_there(path: Path) -> None:
    text = path.read_text(encoding="cp932")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    called = set(re.findall(r"(?:goto|call) :?(\w+)\b(?!\")", text))
    assert called - {"defined"} <= labels
    # every part that is called comes back
    for label in re.findall(r"call :(\w+)", text):
        part = text.partition(f"\n:{label}\n")[2]
        assert "exit /b" in re.split(r"\n:\w+\n", part)[0]


def test_paths_with_blanks_and_japanese_stay_in_quotes() -> None:
    text = (GIVEN / "sekisho.cmd").read_text(encoding="cp932")
    bare = re.sub(r'"[^"]*"', "", text)
    assert "%HERE%" not in bare
    assert "%~dp0" not in bare
    assert "%PYTHON%" not in bare


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_shell_script_is_plain_posix(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert "\r" not in text
    assert re.search(r"\[\[|\bfunction\b|<\(|\bsource\b|==|\$'", text) is None
    for shell in ("dash", "sh"):
        if found := shutil.which(shell):
            done = subprocess.run([found, "-n", str(path)], check=False, capture_output=True)
            assert done.returncode == 0, done.stderr


def test_start_needs_the_standard_library_alone() -> None:
    tree = ast.parse((GIVEN / "start.py").read_text(encoding="utf-8"))
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    roots = {name.partition(".")[0] for name in names}
    assert roots - {"sekisho"} <= sys.stdlib_module_names


def test_start_can_be_read_by_an_old_python_that_has_to_refuse() -> None:
    """The oldest Python still met; what it reads it answers with a sentence."""
    ast.parse((GIVEN / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """``start.py`` in a folder of its own that holds nothing else yet."""
    path = tmp_path / "start.py"
    shutil.copy(GIVEN / "start.py", path)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    spec = importlib.util.spec_from_file_location("start", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "targets.txt").write_text(f"{module.TARGET}\n", encoding="ascii", newline="\n")
    return module


def test_a_python_that_does_not_fit_is_refused_with_those_that_do(
    start: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["--fits"]) == 0
    (tmp_path / "targets.txt").write_text("windows-3.99\n", encoding="ascii", newline="\n")
    assert start.main(["--fits"]) == 2
    assert capsys.readouterr().err == ""
    assert start.main(["sources"]) == 2
    assert "windows-3.99" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("changed", "offline.changed"), ("missing", "offline.missing"), ("none", "offline.failed"),
        ("sums", "offline.io"), ("place", "offline.io"),
    ],
)  # fmt: skip
def test_nothing_is_installed_from_a_folder_that_is_not_as_it_was_made(
    start: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str], spoil: str, code: str
) -> None:
    wheel = tmp_path / "wheels" / "pip-1-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"no wheel at all")
    sums = f"{start.digest(wheel)}  wheels/{wheel.name}\n"
    (tmp_path / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    if spoil == "changed":
        wheel.write_bytes(b"another one")
    elif spoil == "missing":
        wheel.unlink()
    elif spoil == "sums":
        (tmp_path / "SHA256SUMS").unlink()
    elif spoil == "place":
        (tmp_path / "lib").touch()
    assert start.main(["sources"]) == 1
    assert f"[{code}]" in capfd.readouterr().err
    assert not start.LIB.exists()


def test_stopping_it_is_no_crash(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "install", stop)
    assert start.main(["--install"]) == 1
    assert "[offline.stopped]" in capsys.readouterr().err


def test_the_first_paper_opens_in_notepad() -> None:
    data = (GIVEN / "README.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 5


def test_a_console_that_lacks_the_letters_gets_escapes(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Narrow:
        encoding = "ascii"
        written = ""

        def write(self, text: str) -> None:
            self.written += text.encode("ascii").decode()

        def flush(self) -> None:
            pass

    narrow = Narrow()
    monkeypatch.setattr(sys, "stderr", narrow)
    start.say("done", "C:\\関所")
    assert "\\u95a2" in narrow.written


def test_both_languages_say_the_same(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    japanese, english = start.TEXT["ja"], start.TEXT["en"]
    assert japanese.keys() == english.keys()
    for key, sentence in japanese.items():
        assert re.findall(r"\{\d\}|\[[a-z.]+\]", sentence) == re.findall(
            r"\{\d\}|\[[a-z.]+\]", english[key]
        )
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert start.language() == "en"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_guide_has_every_code(start: ModuleType, language: str) -> None:
    guide = GIVEN.parents[1] / "docs" / "guide" / language / "offline.md"
    told = re.findall(r"^\| `([a-z.]+)` \|", guide.read_text(encoding="utf-8"), re.MULTILINE)
    said = re.findall(r"\[([a-z.]+)\]", " ".join(start.TEXT[language].values()))
    assert sorted(told) == sorted(said)


WINE = shutil.which("wine")


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    if WINE is None:
        pytest.skip("needs wine (Debian: wine, wine64)")
    prefix = str(tmp_path_factory.mktemp("wine") / "prefix")
    return {**os.environ, "WINEPREFIX": prefix, "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}


def batch(folder: Path, environment: dict[str, str], *words: str) -> tuple[int, bytes]:
    done = subprocess.run(
        ["wine", "cmd", "/c", "sekisho.cmd", *words], cwd=folder, env=environment, check=False,
        capture_output=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.slow
def test_without_a_python_the_batch_file_says_where_to_get_one(
    wine: dict[str, str], tmp_path: Path
) -> None:
    """By wine's cmd, which is not Windows': the course, not the console."""
    folder = tmp_path / "関 所"
    shutil.copytree(GIVEN, folder)
    code, said = batch(folder, wine, "--version")
    assert code == 2
    assert b"python.org" in said


@pytest.mark.slow
def test_the_python_beside_it_gets_every_word(wine: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "関 所"
    shutil.copytree(GIVEN, folder)
    heard = tmp_path / "heard"
    stand_in = folder / "python" / "python.exe"
    stand_in.parent.mkdir()
    stand_in.write_text(
        f'#!/bin/sh\nfor one in "$@"; do printf "<%s>" "$one" >> "{heard}"; done\n'
        f'echo >> "{heard}"\n',
        encoding="utf-8",
        newline="\n",
    )
    stand_in.chmod(0o755)
    batch(folder, wine, "drill", "a b", "--out", "x")
    first, last = heard.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"<-I><.*start\.py><--fits>", first)
    assert re.fullmatch(r"<-I><.*start\.py><drill><a b><--out><x>", last)
