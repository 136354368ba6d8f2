from __future__ import annotations

import pytest

from sekisho.collect.toolplaces import ToolPlace, tool_places
from sekisho.detect.catalogue import tools


@pytest.mark.parametrize(
    ("entry", "patterns"),
    [
        (r"%ProgramData%\AnyDesk\ad_svc.trace", [r"%ProgramData%\AnyDesk\ad_svc.trace"]),
        ("%APPDATA%\\UltraViewer\\", [r"%APPDATA%\UltraViewer"]),
        (r"C:\Windows\Action1\action1_log_*.log", [r"C:\Windows\Action1\action1_log_*.log"]),
        ("Application log, provider ScreenConnect", []),
        (
            "AA_v3.log beside the program",
            [r"%LOCALAPPDATA%\Temp\AA_v3.log", r"%USERPROFILE%\Desktop\AA_v3.log",
             r"%USERPROFILE%\Downloads\AA_v3.log"],
        ),
    ],
)  # fmt: skip
def test_an_entry_of_the_catalogue_as_places(entry: str, patterns: list[str]) -> None:
    assert tool_places({"T": [entry]}) == tuple(ToolPlace("T", pattern) for pattern in patterns)


def test_the_catalogue_names_places_of_most_tools_and_nothing_goes_up() -> None:
    places = tool_places({tool.name: tool.logs for tool in tools()})
    assert len({place.tool for place in places}) >= 18
    assert list(places) == sorted(set(places))
    assert not any(".." in place.pattern or "'" in place.pattern for place in places)
