"""The share gate alone: the file server itself refuses who comes from the wrong zone."""

from __future__ import annotations

from typing import Any

import pytest

from sekisho.gates.registry import gates
from tests.town.office import gated, places
from tests.town.office.day import of_person, reading
from tests.town.office.namespaces import missing
from tests.town.office.office import Office

GATE = [gate for gate in gates() if gate.name == "share"]
pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
    pytest.mark.skipif(not GATE, reason="LEFT OUT: there is no share gate"),
]


def tried(town: places.Town) -> dict[str, Any]:
    """Each department at its own share from its own computer; one from the counter's terminal,
    one at the share of another department."""
    own = [of_person(one, [reading(0, one.pc.share)]) for one in town.people[:10]]
    one = next(one for one in town.people if one.pc.share == "jumin")
    other = next(one for one in town.people if one.pc.share == "somu")
    window = of_person(one, [reading(2, "jumin")]) | {"machine": places.WINDOW.name}
    return {"people": [*own, window, of_person(other, [reading(2, "fukushi")])], "seconds": 2}


def test_the_file_server_refuses_the_wrong_zone_and_the_wrong_department() -> None:
    with Office(6) as office:
        before = statuses(office)
        gated.put_in(office, "share")
        after = statuses(office)
    wrong = (places.WINDOW.name, "jumin")
    assert before.pop(wrong) == 200, "with no gate nothing hinders it"
    assert after.pop(wrong) == 0
    assert after == before
    assert sorted(after.values()) == [0, *[200] * 10]


def statuses(office: Office) -> dict[tuple[str, str], int]:
    acts = office.play(tried(office.town))["acts"]
    return {(one["machine"], one["share"]): one["status"] for one in acts}
