"""The text of a drill against targeted mail: built in, or written by an officer and checked."""

from sekisho.case.notices.wording.loading import WordingError, form, load
from sekisho.case.notices.wording.wording import THEMES, Wording, built_in, example

__all__ = ["THEMES", "Wording", "WordingError", "built_in", "example", "form", "load"]
