"""All sources, and which of them is the surest of a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import sekisho.sources as package
from sekisho.sources import registry as module
from sekisho.sources.contract import AnySource, Sample, Source
from sekisho.sources.registry import identified, source_named, sources, surest

SAMPLE = Sample("a.log", b"bytes", 5)


def made(name: str, confidence: int | Exception) -> Source:
    def identify(_sample: Sample) -> int:
        if isinstance(confidence, Exception):
            raise confidence
        return confidence

    def read(*_told: object) -> Iterator[object]:
        yield from ()

    return Source(name, (), "line", "", "", "", "", identify, read)  # type: ignore[arg-type]


def with_sources(monkeypatch: pytest.MonkeyPatch, *found: Source) -> None:
    monkeypatch.setattr(module, "sources", lambda: found)


def test_every_source_in_the_package_is_listed_once_in_order() -> None:
    names = [source.name for source in sources()]
    assert names == sorted(set(names))
    holding = [
        getattr(importlib.import_module(info.name), "SOURCE", None)
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    ]
    assert {id(one) for one in holding if one is not None} == {id(one) for one in sources()}


def test_a_source_is_found_by_its_name_alone() -> None:
    assert all(source_named(source.name) is source for source in sources())
    with pytest.raises(KeyError):
        source_named("no_such_format")


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ({"a": 50, "b": 90, "c": 10}, "b"),
        ({"a": 50, "b": 50}, "a"),
        ({"a": 0, "b": 1}, "b"),
        ({"a": 0, "b": 0}, None),
        ({}, None),
    ],
    ids=["surest", "first_of_equals", "hardly", "nobody", "no_source"],
)
def test_the_surest_source_is_taken(
    monkeypatch: pytest.MonkeyPatch, sure: dict[str, int], expected: str | None
) -> None:
    with_sources(monkeypatch, *(made(name, confidence) for name, confidence in sure.items()))
    found = identified(SAMPLE)
    assert (found.name if found else None) == expected


def test_how_sure_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    best = made("b", 90)
    with_sources(monkeypatch, made("a", 50), best)
    assert surest(SAMPLE) == (best, 90)
    with_sources(monkeypatch, made("a", 0))
    assert surest(SAMPLE) == (None, 0)


def test_a_source_that_fails_is_told_and_the_others_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = ValueError("odd bytes")
    with_sources(monkeypatch, made("broken", error), made("good", 60))
    told: list[tuple[str, Exception]] = []

    def failed(source: AnySource, caught: Exception) -> None:
        told.append((source.name, caught))

    found = identified(SAMPLE, failed)
    assert found is not None
    assert found.name == "good"
    assert told == [("broken", error)]


def test_without_anybody_to_tell_the_failure_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    with_sources(monkeypatch, made("broken", ValueError("odd bytes")), made("good", 60))
    with pytest.raises(ValueError, match="odd bytes"):
        identified(SAMPLE)
