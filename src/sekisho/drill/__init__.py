"""Exercises: evidence in the bytes that real programs write, and the truth beside it.

This part stands apart: it writes by its own means and imports nothing of the readers, so that a
reader and a writer cannot share a mistake.
"""

from __future__ import annotations

from pathlib import Path

from sekisho.drill import story_ikeda, story_takatsuki
from sekisho.drill.options import NAMES, Options, OptionsError, Written
from sekisho.drill.rulebook import write_rulebook

__all__ = ["NAMES", "Options", "OptionsError", "Written", "write"]

_STORIES = {"ikeda": story_ikeda.tell, "takatsuki": story_takatsuki.tell}


def write(name: str, out: Path, options: Options) -> Written:
    """Write the exercise `name` to `out/evidence`, its truth to `out/truth.json`, and the policy
    that its town considers to `out/rulebook.yaml`.

    Times in the truth are real time, ISO 8601 with +09:00. The same name and options give the same
    bytes and file times. Raises OptionsError for an unknown name and FileExistsError when
    `out/evidence` is there already.
    """
    if name not in _STORIES:
        raise OptionsError(f"name={name!r}: one of {', '.join(NAMES)} is meant")
    day = options.day_of(name)
    if name == "takatsuki" and day.weekday() > 3:
        raise OptionsError(f"date={day.isoformat()}: two working days in a row are meant")
    out.mkdir(parents=True, exist_ok=True)
    scene = _STORIES[name](out, options)
    truth = scene.truth.write(out / "truth.json")
    write_rulebook(scene, (out / "rulebook").with_suffix(".yaml"))
    return Written(name, scene.folder.root, truth, scene.folder.files, scene.folder.bytes)
