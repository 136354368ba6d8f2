"""The part of ``requirements.lock`` that runs: one lock, from which the runtime is derived.

The lock holds everything, the tools of developers too. What runs is found by following the
declared requirements from Sekisho itself, each judged for every target machine, not for the
one that builds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from offline.targets import Target

_PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE
)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


class LockError(ValueError):
    """The lock lacks something a target needs, or pins what the target's wheels do not accept."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the lock: canonical name, exact version, every permitted ``sha256:…``."""

    name: str
    version: str
    hashes: tuple[str, ...]

    def line(self) -> str:
        """As a line of a requirements file."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash={one}" for one in self.hashes)])


def pins(lock: str) -> dict[str, Pin]:
    """The packages of a lock file written by pip-compile with hashes, by canonical name."""
    found: dict[str, Pin] = {}
    for name, version, hashes in _PIN.findall(lock):
        canonical = canonicalize_name(name)
        found[canonical] = Pin(canonical, version, tuple(_HASH.findall(hashes)))
    return found


def needed(
    root: str, requires: Callable[[str], Iterable[str]], targets: Sequence[Target]
) -> set[str]:
    """Canonical names of all that ``root`` needs on any of the targets, itself left out.

    ``requires`` gives the requirements (PEP 508) that a package declares.
    """
    found: set[str] = set()
    for target in targets:
        waiting: list[tuple[str, tuple[str, ...]]] = [(canonicalize_name(root), ())]
        seen: set[tuple[str, tuple[str, ...]]] = set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            name, extras = one
            for text in requires(name):
                requirement = Requirement(text)
                if holds(requirement, target, extras):
                    below = canonicalize_name(requirement.name)
                    waiting.append((below, tuple(sorted(requirement.extras))))
        found |= {name for name, _extras in seen}
    return found - {canonicalize_name(root)}


def holds(requirement: Requirement, target: Target, extras: Sequence[str] = ()) -> bool:
    """True when a requirement applies on a target, by itself or for one of the extras."""
    if requirement.marker is None:
        return True
    return any(
        requirement.marker.evaluate({**target.markers(), "extra": extra}) for extra in ("", *extras)
    )


def runtime(lock: Mapping[str, Pin], names: Iterable[str]) -> list[Pin]:
    """The pins of the given names, sorted. Raises LockError for one that the lock lacks."""
    missing = sorted(set(names) - lock.keys())
    if missing:
        raise LockError(f"not in requirements.lock: {', '.join(missing)} (make lock)")
    return [lock[name] for name in sorted(set(names))]


def unmet(packages: Mapping[str, tuple[str, Sequence[str]]], target: Target) -> list[str]:
    """Requirements among the packages that this target's set does not meet, as sentences.

    ``packages`` maps a canonical name to its version and its requirements (PEP 508).
    """
    found = []
    for name, (_version, requirements) in sorted(packages.items()):
        for text in requirements:
            requirement = Requirement(text)
            if not holds(requirement, target):
                continue
            below = packages.get(canonicalize_name(requirement.name))
            if below is None:
                found.append(f"{target.name}: {name} needs {text}, which is not there")
            elif not requirement.specifier.contains(below[0], prereleases=True):
                found.append(f"{target.name}: {name} needs {text}, but {below[0]} is there")
    return found
