"""The names are those of the catalogue, by which the case joins logs with all other traces."""

from __future__ import annotations

import pytest

from sekisho.detect.catalogue import tool_named
from sekisho.sources.remote_tools import tools


@pytest.mark.parametrize("name", [tools.ANYDESK, tools.TEAMVIEWER, tools.AMMYY])
def test_the_catalogue_knows_the_name(name: str) -> None:
    tool = tool_named(name)
    assert tool is not None
    assert tool.name == name
