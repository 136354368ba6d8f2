"""Who plays what in Ikeda, by position among the PCs."""

from __future__ import annotations

CLERK, CONTRACTOR, BEFORE, DENIED, AFTER, CURIOUS, NEIGHBOUR, SILENT, ALWAYS_ON = (
    0,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
)
SPARE = "PC-YOBI01"
