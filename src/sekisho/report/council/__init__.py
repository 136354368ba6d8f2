"""答弁資料: the questions a council asks after such an incident, each with what may be answered.

The questions are of the kind asked in public records. An answer stands with its exhibits, what
cannot be determined with its reason; nothing is rounded into a "no".
"""

from sekisho.report.council.document import document

__all__ = ["document"]
