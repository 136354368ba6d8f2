"""What stands in a wheel, and that nothing but wheels of the lock is fetched."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from offline.lock import Pin
from offline.targets import Target
from offline.wheels import FetchError, fetch, fields, read

from .conftest import Make


def test_name_version_requirements_and_hash(make: Make, tmp_path: Path) -> None:
    wheel = make("Some.Part", "Requires-Dist: other>=1", "Requires-Dist: more; extra == 'x'")
    assert (wheel.name, wheel.version, wheel.pure) == ("some-part", "1.0", True)
    assert wheel.requires == ("other>=1", "more; extra == 'x'")
    assert wheel.sha256 == hashlib.sha256((tmp_path / wheel.file).read_bytes()).hexdigest()
    assert not make("native", tag="cp311-cp311-win_amd64").pure


def test_legal_texts_are_found_wherever_they_lie(make: Make) -> None:
    files = {
        "INFO/licenses/LICENSE": b"1", "INFO/licenses/vendor/zlib.txt": b"2",
        "INFO/LICENSE.txt": b"3", "part/COPYING": b"4", "part/fonts/OFL-license.txt": b"5",
        "INFO/BUILD_LICENSES/icu.txt": b"6", "NOTICE.md": b"7",
        "part/license.py": b"-", "part/notice.so": b"-", "INFO/RECORD": b"-",
    }  # fmt: skip
    texts = dict(make("part", files=files).texts)
    assert sorted(texts.values()) == [b"1", b"2", b"3", b"4", b"5", b"6", b"7"]


def test_metadata_in_japanese_and_the_first_of_several() -> None:
    told = fields("Name: 関所\nAuthor: 関 花子\nAuthor: 他\n\nName: not a field\n")
    assert told == {"Name": "関所", "Author": "関 花子"}


def test_what_is_no_wheel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.py", "")
    with pytest.raises(ValueError, match="no metadata"):
        read(path)


def test_what_cannot_be_fetched_is_told_with_its_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    pin = Pin("no-such-part-of-sekisho", "1.0", ("sha256:" + "0" * 64,))
    with pytest.raises(FetchError, match=r"windows-3\.12"):
        fetch([pin], Target("windows", "3.12"), tmp_path / "wheels")
