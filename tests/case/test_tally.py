from __future__ import annotations

from datetime import UTC, datetime

from sekisho.case.nothing import nothing
from sekisho.case.tally import lots, uncounted, verdicts


def test_a_case_without_documents_has_none() -> None:
    """With documents, told one by one and summed: ``test_rest.py``."""
    case = nothing(datetime(2016, 6, 3, tzinfo=UTC), "0")
    assert (lots(case), verdicts(case).total(), uncounted(case, "persons")) == ((), 0, 0)
