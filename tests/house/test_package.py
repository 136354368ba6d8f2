"""What is shipped: schemas that are schemas, and every file of the package in the wheel."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sekisho.form.schema import form_of

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
NEEDED = ("pyproject.toml", "README.md", "LICENSE")


@pytest.mark.parametrize(
    "package",
    [
        "sekisho.case",
        "sekisho.case.ready",
        "sekisho.case.sheet",
        "sekisho.personal.inventory",
        "sekisho.rulebook",
    ],
)
def test_a_schema_is_shipped_and_valid(package: str) -> None:
    schema = form_of(package)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"


@pytest.mark.parametrize(
    "package",
    [
        "sekisho.case",
        "sekisho.case.ready",
        "sekisho.case.sheet",
        "sekisho.personal.inventory",
        "sekisho.rulebook",
    ],
)
def test_every_part_of_a_schema_is_referred_to(package: str) -> None:
    folder = Path(str(files(package)))
    waiting, seen = [folder / "schema.json"], set[Path]()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        schema = json.loads(path.read_text(encoding="utf-8"))
        referred = set(_references(schema))
        inside = {one for one in referred if one.startswith("#")}
        assert inside == {f"#/$defs/{name}" for name in schema.get("$defs", {})}, path
        others = {path.parent / one for one in referred - inside}
        waiting += others - seen
    parts = set((folder / "sections").glob("*.json"))
    assert seen == {folder / "schema.json", *parts}


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel, built from a copy: the source tree is not written to."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "project"
    copy.mkdir()
    for name in NEEDED:
        shutil.copy(ROOT / name, copy / name)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(SRC, copy / "src", ignore=ignored)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    pip += ["--no-index", "--wheel-dir", str(folder), str(copy)]
    done = subprocess.run(pip, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("sekisho-*.whl")
    return zipfile.Path(built)


@pytest.mark.slow
def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.Path) -> None:
    mine = {
        path.relative_to(SRC).as_posix()
        for path in (SRC / "sekisho").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    every = {name for name in wheel.root.namelist() if not name.endswith("/")}
    inside = {name for name in every if ".dist-info/" not in name}
    assert mine == inside
    kinds = {name.rpartition(".")[2] for name in inside}
    assert {"py", "yaml", "yml", "json", "html", "css", "js", "sql", "typed"} <= kinds


@pytest.mark.slow
def test_the_wheel_brings_command_and_licence(wheel: zipfile.Path) -> None:
    names = wheel.root.namelist()
    (entry,) = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
    assert "sekisho = sekisho.cli.main:main" in wheel.root.read(entry).decode()
    assert any(name.endswith("/LICENSE") for name in names)
