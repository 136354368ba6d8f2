"""What the repository must not name: places of one machine, registries, a workplace's papers.

The words looked for are put together here, so that this file does not name them either.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("work", "root", "tmp/brief", "home/[a-z]+")
REGISTRIES = (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
    ("crates", "io"), ("rubygems", "org"), ("proxy", "golang", "org"), ("jfrog", "io"),
)  # fmt: skip
PAPERS = (r"\bissue" + r"s? ?#\d", r"\bISSUE" + r"\b", r"\bhelper" + r"-\w", r"\bsub-?agent")
FORBIDDEN = {
    "a path of a machine": rf"(?<![\w.*}}>-])/(?:{'|'.join(ROOMS)})/",
    "a package registry": "|".join(r"\.".join(parts) for parts in REGISTRIES),
    "a paper of a workplace": "|".join(PAPERS),
}
BESIDE = re.compile(r"\.\./" + "shared")
MAY_LOOK_BESIDE = ("tests/", "bench/", "Makefile", "CONTRIBUTING.md", "pyproject.toml", ".ci/")
"""Where the evidence of others is used when it lies beside the project."""


def tracked() -> list[tuple[str, str]]:
    """Every text file of the repository: name and content."""
    git = shutil.which("git")
    listed = git and subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if not listed or listed.returncode != 0:
        pytest.skip("not a git checkout")
    found = []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" not in data and not name.endswith(".pdf"):
            found.append((name, data.decode("utf-8", "replace")))
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_only_tests_and_benchmarks_look_beside_the_project() -> None:
    found = [name for name, text in tracked() if BESIDE.search(text)]
    assert [name for name in found if not name.startswith(MAY_LOOK_BESIDE)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of a machine", "see /" + "root/notes.txt"),
        ("a path of a machine", "'/" + "work/main'"),
        ("a package registry", "https://files." + ".".join(REGISTRIES[1]) + "/x"),
        ("a paper of a workplace", "as issue" + " #2 says"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


@pytest.mark.parametrize(
    "text",
    [
        "/bench/" + "work/",
        "a user agent",
        "the session's end",
        "not in a public issue",
        "C:/Users/x y",
    ],
)
def test_the_patterns_leave_other_words_alone(text: str) -> None:
    assert not any(re.search(pattern, text) for pattern in FORBIDDEN.values())
