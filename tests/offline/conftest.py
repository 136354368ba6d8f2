"""Wheels made for tests: small, and with exactly what a test is about."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from offline.wheels import Wheel, read

Make = Callable[..., Wheel]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a wheel of a name, with metadata lines and further files, and reads it."""

    def made(
        name: str, *lines: str, version: str = "1.0", tag: str = "py3-none-any",
        files: dict[str, bytes] | None = None,
    ) -> Wheel:  # fmt: skip
        path = tmp_path / f"{name.replace('-', '_')}-{version}-{tag}.whl"
        info = f"{name.replace('-', '_')}-{version}.dist-info"
        told = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *lines])
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{info}/METADATA", told + "\n\nWhat it is: no field\n")
            for inside, data in (files or {}).items():
                archive.writestr(inside.replace("INFO", info), data)
        return read(path)

    return made
