"""What a link pretends, told by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.links.address import inside
from sekisho.gates.mail.links.disguise import disguise
from sekisho.gates.mail.links.found import link
from tests.gates.mail import rulebook


@pytest.mark.parametrize(
    ("given", "shown", "expected"),
    [
        ("https://good.test/", "", []),
        ("https://town.seki.example:1@good.test/", "", ["mail.site_disguised"]),
        ("https://user:word@good.test/", "", []),
        ("https://town.seki.example%2F@good.test/", "", ["mail.site_disguised"]),
        ("https://good.test/", "bad.test", ["mail.site_shown"]),
        ("https://r.test/?u=https://good.test", "good.test", []),
        ("https://r.test/?u=https://town.sekl.example", "", ["mail.site_like_own"]),
        ("https://xn--pple-43d.test/", "", ["mail.site_mixed"]),
    ],
)
def test_pretences(given: str, shown: str, expected: list[str], tmp_path: Path) -> None:
    one = link(given, "", shown)
    assert one is not None
    ways = (one.address, *inside(one.address))
    assert [sign.code for sign in disguise(one, ways, rulebook(tmp_path))] == expected
