"""The proof of antivirus (定期的なウイルス駆除): for each PC and server, what can be shown.

From the events of Microsoft Defender, events of any product's own log (kind ``antivirus``) and
tables that a console exported (rows of kind ``document``). A host without data is a row, too.
"""

from __future__ import annotations

from sekisho.detect.av.facts import AvEvent, AvRow, Detected, OffSpan
from sekisho.detect.av.proof import antivirus
from sekisho.detect.av.tables import FIELDS

__all__ = ["FIELDS", "AvEvent", "AvRow", "Detected", "OffSpan", "antivirus"]
