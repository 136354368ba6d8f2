"""registry.pol: what is written is read, by us and by Samba; what is broken is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.gates.windows import pol
from sekisho.gates.windows.pol import NotPolError, Setting
from tests.gates.windows import needs_samba, samba_reads

KEY = r"Software\Policies\Sekisho"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
SETTINGS = st.lists(
    st.builds(Setting, TEXT, TEXT, st.one_of(st.integers(0, (1 << 32) - 1), TEXT)), max_size=6
)


@given(wanted=SETTINGS)
def test_what_is_written_is_read(wanted: list[Setting]) -> None:
    assert list(pol.read(pol.written(wanted))) == wanted


@pytest.mark.daemon
@needs_samba
@settings(max_examples=8, deadline=None)
@given(wanted=SETTINGS)
def test_samba_reads_the_same(
    wanted: list[Setting], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = samba_reads(pol.written(wanted), tmp_path_factory.mktemp("pol"))
    assert found == [
        [one.key, one.name, 4 if isinstance(one.value, int) else 1, one.value] for one in wanted
    ]


def test_a_list_empties_its_key_first() -> None:
    assert list(pol.listed(KEY, ["a", "b"])) == [
        Setting(KEY, "**delvals.", " "),
        Setting(KEY, "1", "a"),
        Setting(KEY, "2", "b"),
    ]


def test_undone_takes_back_each_value_once() -> None:
    given_settings = [Setting(KEY, "A", 1), Setting(KEY, "A", 2), *pol.listed(KEY, ["x"])]
    assert [one.name for one in pol.undone(given_settings)] == ["**del.A", "**delvals.", "**del.1"]


GOOD = pol.written([Setting(KEY, "A", 1), Setting(KEY, "B", "登録")])


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"PReg\2\0\0\0",
        GOOD[:-2],
        GOOD + b"\0",
        GOOD.replace("[".encode("utf-16-le"), "(".encode("utf-16-le"), 1),
        GOOD[: len(GOOD) // 2],
    ],
    ids=["empty", "version_2", "bracket_cut_off", "byte_left", "bracket_swapped", "half"],
)
def test_what_is_broken_is_refused(bad: bytes) -> None:
    with pytest.raises(NotPolError):
        pol.read(bad)


@given(junk=st.binary(max_size=60), at=st.integers(0, len(GOOD)))
def test_junk_never_surprises(junk: bytes, at: int) -> None:
    with contextlib.suppress(NotPolError):
        pol.read(GOOD[:at] + junk)


def test_a_number_too_big_is_no_dword() -> None:
    with pytest.raises(ValueError, match="REG_DWORD"):
        pol.written([Setting(KEY, "A", 1 << 32)])
