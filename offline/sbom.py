"""The bill of materials: CycloneDX 1.6 as JSON, validated against its schema."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from offline.components import INSTALLER
from offline.licences import expression
from offline.lock import holds
from offline.targets import ALL
from offline.wheels import Wheel

SCHEMA = SchemaVersion.V1_6
SPACE = uuid.UUID("7f1f7a0e-6a55-5d0b-9a3e-5f2d5f0a3c11")
"""Namespace of serial numbers: the same parts give the same number (RFC 9562, version 5)."""


class InvalidBomError(ValueError):
    """What was built does not fit the schema of CycloneDX."""


def bom(own: Wheel, wheels: Sequence[Wheel], table: Mapping[str, str], moment: datetime) -> str:
    """The bill of one folder as JSON text.

    ``moment`` is the time of the build (aware). The installer is marked as not needed at run
    time. Raises LicenceError, InvalidBomError.
    """
    files: dict[str, list[Wheel]] = {}
    for wheel in sorted(wheels, key=lambda one: one.file):
        files.setdefault(wheel.name, []).append(wheel)
    root = _component([own], table, ComponentType.APPLICATION)
    parts = {
        name: _component(
            group, table, ComponentType.LIBRARY,
            scope=ComponentScope.EXCLUDED if name == INSTALLER else ComponentScope.REQUIRED,
        )
        for name, group in files.items()
    }  # fmt: skip
    made = Bom(components=parts.values(), serial_number=_serial(own, wheels))
    made.metadata.timestamp = moment
    made.metadata.component = root
    made.register_dependency(root, [parts[name] for name in _below([own], parts)])
    for name, group in files.items():
        made.register_dependency(parts[name], [parts[one] for one in _below(group, parts)])
    text = make_outputter(made, OutputFormat.JSON, SCHEMA).output_as_string(indent=2) + "\n"
    check(text)
    return text


def check(text: str) -> None:
    """Raises InvalidBomError when a text is no CycloneDX bill of the schema's version."""
    wrong = JsonStrictValidator(SCHEMA).validate_str(text)
    if wrong is not None:
        raise InvalidBomError(repr(wrong))


def _component(
    group: Sequence[Wheel], table: Mapping[str, str], kind: ComponentType,
    scope: ComponentScope | None = None,
) -> Component:  # fmt: skip
    first = group[0]
    purl = PackageURL("pypi", None, first.name, first.version)
    return Component(
        name=first.name,
        version=first.version,
        type=kind,
        scope=scope,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseExpression(expression(first.name, first.metadata, table))],
        description=first.metadata.get("Summary"),
        supplier=_supplier(first),
        external_references=[_file(wheel) for wheel in group],
        properties=[Property(name="sekisho:wheels", value=str(len(group)))],
    )


def _supplier(wheel: Wheel) -> OrganizationalEntity | None:
    """Who the metadata name as author or maintainer, by name only: an address is personal."""
    for field in ("Author", "Maintainer", "Author-email", "Maintainer-email"):
        name = wheel.metadata.get(field, "").partition("<")[0].strip().strip('"')
        if name and "@" not in name:
            return OrganizationalEntity(name=name)
    return None


def _file(wheel: Wheel) -> ExternalReference:
    return ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"wheels/{wheel.file}"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=wheel.sha256)],
    )


def _below(group: Sequence[Wheel], parts: Mapping[str, Component]) -> list[str]:
    every = [Requirement(text) for wheel in group for text in wheel.requires]
    named = {
        canonicalize_name(one.name) for one in every if any(holds(one, target) for target in ALL)
    }
    return sorted(named & parts.keys())


def _serial(own: Wheel, wheels: Sequence[Wheel]) -> uuid.UUID:
    every = sorted(f"{one.sha256} {one.file}" for one in (own, *wheels))
    return uuid.uuid5(SPACE, "\n".join(every))
