"""A case of which nothing has been read yet: a paper can be written of it all the same."""

from __future__ import annotations

from datetime import datetime

from sekisho.case.facts import Case, Coverage, MadeBy, Reason, Volume


def nothing(now: datetime, version: str) -> Case:
    """No window, no documents, no records; ``version``: of the program that says so."""
    return Case(
        now=now,
        window=None,
        window_reason=Reason("window.none_session"),
        windows=(),
        sessions=(),
        cause=(),
        spread=(),
        volume=Volume(None, Reason("volume.no_incident")),
        exposure=(),
        coverage=Coverage((), (), ()),
        clocks=(),
        unread=(),
        statements=(),
        findings=(),
        web_use=(),
        web_use_purpose=None,
        doubts=(),
        assumptions=(),
        persons=None,
        households=None,
        evidence_files={},
        made_by=MadeBy("sekisho", version, None, None, "", {}),
    )
