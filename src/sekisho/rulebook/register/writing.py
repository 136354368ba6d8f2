"""Entries as a file of the rulebook that a person goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

_KEYS = (
    "name", "aliases", "role", "department", "zone", "use", "user", "purchased", "renewal", "os",
    "addresses", "macs", "place", "contract", "bill", "note",
)  # fmt: skip
"""The order of the form."""


class _Plain(yaml.SafeDumper):
    """Lists in one line, maps in lines of their own."""


_Plain.add_representer(
    list,
    lambda dumper, items: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=not any(isinstance(one, dict) for one in items)
    ),
)


def written(entries: Sequence[dict[str, Any]], head: str) -> str:
    """A YAML file with the section ``assets``; ``head`` stands above it as a comment."""
    ordered = [{key: entry[key] for key in _KEYS if key in entry} for entry in entries]
    body = yaml.dump(
        {"version": 1, "assets": ordered},
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
    )
    comment = "".join(f"## {line}\n" for line in head.splitlines())
    return comment + body
