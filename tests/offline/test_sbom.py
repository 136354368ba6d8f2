"""The bill of materials: valid CycloneDX, complete, and the same for the same parts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from offline.sbom import InvalidBomError, bom, check
from offline.wheels import Wheel

from .conftest import Make

MOMENT = datetime(2026, 11, 28, tzinfo=UTC)
MIT = "License-Expression: MIT"


@pytest.fixture
def parts(make: Make) -> tuple[Wheel, list[Wheel]]:
    own = make("sekisho", MIT, "Requires-Dist: part", "Requires-Dist: tool; extra == 'dev'")
    part = ["Requires-Dist: below>=1", "Author-email: 関 花子 <hanako@example.jp>", MIT]
    return own, [
        make("part", *part, tag="cp311-cp311-win_amd64"),
        make("part", *part, tag="cp312-cp312-win_amd64"),
        make("below", "License-Expression: LGPL-2.1-only", "Summary: 下の部品"),
        make("pip", MIT),
    ]


def written(parts: tuple[Wheel, list[Wheel]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(bom(*parts, {}, MOMENT))
    return made


def test_every_part_with_licence_purl_and_hashes(parts: tuple[Wheel, list[Wheel]]) -> None:
    made = written(parts)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    found = {one["name"]: one for one in made["components"]}
    assert set(found) == {"part", "below", "pip"}
    assert found["below"]["purl"] == "pkg:pypi/below@1.0"
    assert found["below"]["licenses"] == [{"expression": "LGPL-2.1-only"}]
    hashes = {
        one["url"]: one["hashes"][0]["content"] for one in found["part"]["externalReferences"]
    }
    assert hashes == {f"wheels/{one.file}": one.sha256 for one in parts[1] if one.name == "part"}
    assert found["pip"]["scope"] == "excluded"
    assert made["metadata"]["component"]["name"] == "sekisho"
    assert made["metadata"]["timestamp"].startswith("2026-11-28T00:00:00")


def test_who_needs_whom(parts: tuple[Wheel, list[Wheel]]) -> None:
    needs = {one["ref"]: one.get("dependsOn", []) for one in written(parts)["dependencies"]}
    assert needs["pkg:pypi/sekisho@1.0"] == ["pkg:pypi/part@1.0"]
    assert needs["pkg:pypi/part@1.0"] == ["pkg:pypi/below@1.0"]


def test_a_supplier_is_named_without_an_address(parts: tuple[Wheel, list[Wheel]]) -> None:
    text = bom(*parts, {}, MOMENT)
    assert "関 花子" in json.dumps(json.loads(text), ensure_ascii=False)
    assert "hanako@example.jp" not in text


def test_the_same_parts_in_another_order_give_the_same_bytes(
    parts: tuple[Wheel, list[Wheel]],
) -> None:
    own, wheels = parts
    assert bom(own, wheels, {}, MOMENT) == bom(own, wheels[::-1], {}, MOMENT)
    assert written((own, wheels))["serialNumber"] != written((own, wheels[:-1]))["serialNumber"]


@pytest.mark.parametrize("text", ["{}", '{"bomFormat": "CycloneDX", "specVersion": "1.6", "x": 1}'])
def test_what_is_no_bill_is_refused(text: str) -> None:
    with pytest.raises(InvalidBomError):
        check(text)
