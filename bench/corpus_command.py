"""The words that each author's program of office papers takes."""

from __future__ import annotations

import argparse
from pathlib import Path


def words(said: str | None, documents: int) -> argparse.ArgumentParser:
    """``documents``: how many are made where nobody says."""
    parser = argparse.ArgumentParser(description=said)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=documents)
    parser.add_argument(
        "--without-office", action="store_true", help="no formats that LibreOffice writes"
    )
    parser.add_argument(
        "--first", type=int, default=0, help="first seed; even is tuning, odd held out"
    )
    return parser
