"""今日起きたら答えられない問い: the questions of two public records against today's records.

Questions, needs and remedies are data (``questions.yaml``); what records can be able to show are
small pure functions over the tables (``capabilities``). A level is raised by what is there and
never by what is absent, so a further file of evidence never makes a question less answerable.
"""

from __future__ import annotations

from sekisho.case.ready.assess import Asked, assess
from sekisho.case.ready.data import catalogue
from sekisho.case.ready.facts import Answer, Held, Level, Reach, Readiness, Remedy
from sekisho.case.ready.json import schema, to_bytes, to_json
from sekisho.case.ready.period import Period, weeks_before

__all__ = [
    "Answer", "Asked", "Held", "Level", "Period", "Reach", "Readiness", "Remedy", "assess",
    "catalogue",    "schema", "to_bytes", "to_json", "weeks_before",
]  # fmt: skip
