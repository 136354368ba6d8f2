"""What persons did, decided and were told, from the case sheet, as chapters of both versions.

Where the sheet is silent the chapter says 未定 (``pending``). In the public version a text of the
sheet stands only where it is marked for it and names nobody and nothing (``publishable``).
"""

from sekisho.report.response.ahead import ahead
from sekisho.report.response.closing import apology, closing, contact, signed
from sekisho.report.response.discipline import discipline
from sekisho.report.response.faults import faults
from sekisho.report.response.harm import harm
from sekisho.report.response.others import others
from sekisho.report.response.record import record

__all__ = [
    "ahead", "apology", "closing", "contact", "discipline", "faults", "harm", "others", "record",
    "signed",
]  # fmt: skip
