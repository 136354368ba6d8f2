"""Starting points for a rulebook after the ministry's models α, α′, β, β′.

Source: 総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」(令和8年3月27日
改定). α: the desks stand in LGWAN接続系. α′: as α, with direct ways to certain clouds. β: most
desks stand in インターネット接続系. β′: business systems as well. Addresses are examples.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal, get_args

from sekisho.form.template import section_lines
from sekisho.rulebook.loading import schema

Model = Literal["alpha", "alpha-dash", "beta", "beta-dash"]
MODELS: tuple[Model, ...] = get_args(Model)
HEAD = "version.yaml"
_WRITTEN = ("stages", "wireless")
"""Sections that begin with something in force, the same for all models."""


def starting_point(model: Model) -> dict[str, str]:
    """The files of a starting point by name, one a section; together they load as they are.

    Comments in Japanese tell what to fill in. ``zones.yaml`` holds the lines of the model;
    sections that only the town can know are examples that do not count until freed.
    """
    parts = schema()["properties"]
    made = {HEAD: _text("head.yaml") + f"version: {parts['version']['const']}\n"}
    for key, part in parts.items():
        if key == "version":
            continue
        if key == "zones":
            made["zones.yaml"] = _text(f"{model}.yaml")
        elif key in _WRITTEN:
            made[f"{key}.yaml"] = _text(f"{key}.yaml")
        else:
            made[f"{key}.yaml"] = "\n".join(section_lines(key, part)) + "\n"
    return made


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
