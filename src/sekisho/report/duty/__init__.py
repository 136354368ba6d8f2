"""漏えい等報告: the office's examination of the duty, and drafts. Nothing is sent."""

from sekisho.report.duty.drafts import draft
from sekisho.report.duty.examination import examination

__all__ = ["draft", "examination"]
