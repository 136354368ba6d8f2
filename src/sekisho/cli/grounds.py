"""Reasons about personal information as sentences, kinds of information in the user's words."""

from __future__ import annotations

from sekisho.cli.voice import Voice
from sekisho.personal.bounds import Reason
from sekisho.text import codes

_OF_KINDS = ("kinds", "more")


def told(reason: Reason, voice: Voice) -> str:
    """The sentence of a reason; its values that list kinds are named like everywhere else."""
    values = {
        key: ", ".join(kind(one, voice) for one in value.split(", ")) if key in _OF_KINDS else value
        for key, value in reason.values.items()
    }
    return voice.text(reason.code, **values)


def kind(name: str, voice: Voice) -> str:
    """The name of a kind of information; as it is where it has none (a kind of column)."""
    code = f"personal.kind.{name}"
    return voice.text(code) if code in codes(voice.language) else name
