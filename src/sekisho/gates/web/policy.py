"""What the web gate knows of the rulebook: no more than it needs, in one file beside the proxy.

The proxy's machine gets no telephone numbers, mail addresses and places of staff. The file is
written whole by ``build`` and read whole by whoever judges, so that a machine enforces the
rulebook it was given and no half of another one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, get_type_hints

import orjson

from sekisho.form.building import build
from sekisho.gates.stages import Stages, from_data
from sekisho.rulebook import Asset, Mail, Person, Rulebook, load

NAME = "web.json"
FORMAT = "sekisho web policy 1"
SECTIONS = ("people", "assets", "hours", "support", "web", "mail", "never_refused")


class PolicyError(Exception):
    """A file is no policy. The proxy keeps the one it has."""


@dataclass(frozen=True)
class Policy:
    """A rulebook reduced to what the web gate asks of it, and the gate's stages."""

    rulebook: Rulebook
    stages: Stages


def policy_of(rulebook: Rulebook, stages: Stages) -> Policy:
    """The part of the rulebook that judges requests."""
    people = [
        Person(name=one.name, accounts=one.accounts, department=one.department)
        for one in rulebook.people
    ]
    assets = [
        Asset(
            name=one.name,
            aliases=one.aliases,
            department=one.department,
            user=one.user,
            addresses=one.addresses,
        )
        for one in rulebook.assets
    ]
    never = dataclasses.replace(rulebook.never_refused, mail=())
    reduced = dataclasses.replace(
        load(None),
        people=tuple(people),
        assets=tuple(assets),
        hours=rulebook.hours,
        support=rulebook.support,
        web=rulebook.web,
        mail=Mail(domains=rulebook.mail.domains),
        never_refused=never,
        digest=rulebook.digest,
    )
    return Policy(reduced, stages)


def written(policy: Policy) -> bytes:
    """The policy as the bytes of its file."""
    stages = policy.stages
    content = {
        "format": FORMAT,
        "stage": stages.everybody,
        "rulebook": policy.rulebook.digest,
        "departments": dict(stages.departments),
        "assets": dict(stages.assets),
        "sections": {name: _plain(getattr(policy.rulebook, name)) for name in SECTIONS},
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n"


def read(data: bytes) -> Policy:
    """The policy of a file's bytes. Raises PolicyError."""
    try:
        content = orjson.loads(data)
        if content["format"] != FORMAT:
            raise PolicyError(content["format"])
        kinds = get_type_hints(Rulebook)
        sections = {name: build(kinds[name], content["sections"][name]) for name in SECTIONS}
        rulebook = dataclasses.replace(load(None), **sections, digest=str(content["rulebook"]))
        stages = from_data(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PolicyError(str(error)) from error
    return Policy(rulebook, stages)


def _plain(value: Any) -> Any:
    """Entries as JSON: what is None is left out, moments and addresses are text."""
    if dataclasses.is_dataclass(value):
        fields = [field.name for field in dataclasses.fields(value)]
        return {
            name: _plain(getattr(value, name))
            for name in fields
            if getattr(value, name) is not None
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
