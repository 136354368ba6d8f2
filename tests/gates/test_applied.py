"""Switched on wholly or not at all, and taken back in one step; also by whoever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from sekisho.gates.applied.change import NothingOnError, Switch
from sekisho.gates.applied.journal import NAME, read
from sekisho.gates.applied.kept import NotAFileError
from sekisho.gates.applied.lock import BusyError
from sekisho.gates.applied.machine import Machine
from sekisho.gates.applied.state import state
from sekisho.gates.contract import Placement
from tests.gates.applied import NOW, order, standing, switch, wanted

NEW, OLD = ("new1", "new2", "new1new2"), ("old1", "old2", "old1old2")
NOTHING = (None, None, "")


def test_on_and_back_in_one_step_each(tmp_path: Path) -> None:
    own = switch(tmp_path)
    assert own.apply(wanted(tmp_path, "old"), order()).outcome == "applied"
    assert standing(tmp_path) == OLD
    assert own.apply(wanted(tmp_path, "new", stage="warn"), order()).outcome == "applied"
    assert standing(tmp_path) == NEW
    assert own.take_back("line", None, order()).outcome == "returned"
    assert standing(tmp_path) == OLD
    assert own.take_back("line", "one", order()).outcome == "returned"
    assert standing(tmp_path) == NOTHING
    with pytest.raises(NothingOnError):
        own.take_back("line", None, order())


def test_targets_built_at_their_own_stages_keep_them(tmp_path: Path) -> None:
    own = switch(tmp_path)
    every = [
        *wanted(tmp_path, "a", ("one",), stage="enforce"),
        *wanted(tmp_path, "b", ("two",), stage="warn"),
    ]
    own.apply(every, order())
    on = state(own.journal(), own.machine)
    assert [(one.target, one.stages.everybody) for one in on] == [
        ("one", "enforce"), ("two", "warn"),
    ]  # fmt: skip


def test_what_others_had_there_comes_back_with_its_rights(tmp_path: Path) -> None:
    own = switch(tmp_path)
    theirs = tmp_path / "etc" / "one" / "first"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs", encoding="utf-8")
    theirs.chmod(0o640)
    own.apply(wanted(tmp_path, "new"), order())
    assert standing(tmp_path) == NEW
    assert theirs.stat().st_mode & 0o777 == 0o640
    assert (theirs.parent / "second").stat().st_mode & 0o777 == 0o600  # private
    own.take_back("line", None, order())
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert theirs.stat().st_mode & 0o777 == 0o640
    assert not (theirs.parent / "second").exists()


@pytest.mark.parametrize("before", [None, "old"])
def test_what_does_not_load_is_put_back_for_every_target(
    before: str | None, tmp_path: Path
) -> None:
    own = switch(tmp_path)
    names = ("one", "two")
    if before:
        own.apply(wanted(tmp_path, before, names), order())
    pair = [*wanted(tmp_path, "new", ("one",)), *wanted(tmp_path, "bad", ("two",))]
    change = own.apply(pair, order())
    assert change.outcome == "put_back"
    assert "will not load" in change.said
    for name in names:
        assert standing(tmp_path, name) == (OLD if before else NOTHING)
    assert len(own.journal().history("line", "two")) == (1 if before else 0)


def test_a_disk_that_fails_leaves_what_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = switch(tmp_path)
    own.apply(wanted(tmp_path, "old"), order())
    replace, second = Path.replace, tmp_path / "etc" / "one" / "second"
    failed: list[Path] = []

    def full(self: Path, target: Path) -> Path:
        if target == second and not failed:
            failed.append(target)
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        own.apply(wanted(tmp_path, "new"), order())
    assert standing(tmp_path) == OLD
    assert own.journal().cut_off is None
    assert own.journal().changes[-1].outcome == "put_back"


def test_files_that_a_later_version_lacks_are_taken_away_and_come_back(tmp_path: Path) -> None:
    own = switch(tmp_path)
    own.apply(wanted(tmp_path, "old"), order())
    (later,) = wanted(tmp_path, "new")
    fewer = type(later)(
        gate=later.gate,
        target=later.target,
        placement=type(later.placement)({"first": "/etc/one/first"}, load=()),
        contents={"first": b"new1"},
    )
    own.apply([fewer], order())
    assert standing(tmp_path)[:2] == ("new1", None)
    own.take_back("line", None, order())
    assert standing(tmp_path)[:2] == OLD[:2]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_plain_file_is_left_alone(kind: str, tmp_path: Path) -> None:
    own = switch(tmp_path)
    place = tmp_path / "etc" / "one" / "first"
    place.parent.mkdir(parents=True)
    if kind == "link":
        (tmp_path / "elsewhere").write_text("theirs", encoding="utf-8")
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
    with pytest.raises(NotAFileError):
        own.apply(wanted(tmp_path, "new"), order())
    assert own.journal().changes == ()
    assert place.is_symlink() == (kind == "link")


def test_below_another_root_nothing_is_loaded(tmp_path: Path) -> None:
    own = Switch(tmp_path / "state", Machine(tmp_path, runs=False))
    assert own.apply(wanted(tmp_path, "bad"), order()).outcome == "applied"
    assert standing(tmp_path) == ("bad1", "bad2", None)


def test_one_at_a_time(tmp_path: Path) -> None:
    own = switch(tmp_path)
    with own.locked(), pytest.raises(BusyError):
        own.apply(wanted(tmp_path, "new"), order())


def test_edits_of_others_are_kept_when_overwritten(tmp_path: Path) -> None:
    own = switch(tmp_path)
    own.apply(wanted(tmp_path, "new"), order())
    edited = tmp_path / "etc" / "one" / "first"
    edited.write_text("edited by hand", encoding="utf-8")
    assert dict(state(own.journal(), own.machine)[0].drift) == {"/etc/one/first": "changed"}
    own.take_back("line", None, order())
    kept = [path.read_bytes() for path in (own.state / "kept").iterdir()]
    assert b"edited by hand" in kept


def test_a_torn_line_is_counted_and_the_next_stands_on_its_own(tmp_path: Path) -> None:
    own = switch(tmp_path)
    own.apply(wanted(tmp_path, "old"), order())
    with (own.state / NAME).open("ab") as file:
        file.write(b'{"number":2,"act":"app')
    assert read(own.state).torn == 1
    assert own.apply(wanted(tmp_path, "new"), order()).outcome == "applied"
    assert [one.outcome for one in read(own.state).changes] == ["applied", "applied"]


WATCHED = frozenset(
    {
        "open",
        "os.rename",
        "os.remove",
        "os.mkdir",
        "os.chmod",
        "subprocess.Popen",
        "sqlite3.connect",
    }
)
"""Python tells a hook before each step that touches the machine: there the child is killed."""


def acted(root: Path, act: str, last: int) -> int:
    """Acts in a child that is killed before its step ``last``; gives the steps it took."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def hook(event: str, _arguments: object) -> None:
            nonlocal steps
            if event in WATCHED:
                steps += 1
                if steps == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        own, work = switch(root), wanted(root, "new", ("one", "two"))
        sys.addaudithook(hook)
        own.apply(work, order()) if act == "apply" else own.take_back("line", None, order())
        os.write(writes, str(steps).encode())
        os._exit(0)
    os.close(writes)
    _child, ended = os.waitpid(child, 0)
    told = os.read(reads, 16)
    os.close(reads)
    assert os.WIFSIGNALED(ended) == (last > 0)
    return int(told or 0)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
@pytest.mark.parametrize("act", ["apply", "return"])
@pytest.mark.parametrize("before", [None, "old"])
def test_whoever_is_killed_at_any_step_leaves_the_old_or_the_new_whole(
    act: str, before: str | None, tmp_path: Path
) -> None:
    names = ("one", "two")
    was = OLD if before else NOTHING

    root, prepared = tmp_path / "machine", tmp_path / "prepared"
    if before:
        switch(root).apply(wanted(root, before, names), order())
    if act == "return":
        switch(root).apply(wanted(root, "new", names), order())
    switch(root)
    shutil.copytree(root, prepared)
    steps = acted(root, act, 0)
    assert steps > 20
    outcomes = []
    for last in range(1, steps + 1):
        shutil.rmtree(root)
        shutil.copytree(prepared, root)
        acted(root, act, last)
        own = switch(root)
        for name in names:  # no file is ever anything but whole
            first, second, _loaded = standing(root, name)
            assert first in (was[0], NEW[0])
            assert second in (was[1], NEW[1])
        own.repair(NOW)
        journal = own.journal()
        assert journal.cut_off is None
        on = journal.history("line", "one")[-1:]
        is_new = bool(on) and on[0].number == (2 if before else 1)
        outcomes.append(is_new)
        for name in names:
            found = standing(root, name)
            untouched = act == "apply" and not before and found == (None, None, None)
            assert untouched or found == (NEW if is_new else was), last
            assert not list((root / "etc").rglob("*.new"))
        assert all(not one.drift for one in state(journal, own.machine))
        if on:  # and whatever it is, one step leads back
            assert own.take_back("line", None, order()).outcome == "returned"
            assert standing(root)[:2] == (was[:2] if is_new else NOTHING[:2])
    assert set(outcomes) == {False, True}
    if act == "apply":  # new once its last line is written, before the line's name is settled
        assert outcomes == sorted(outcomes)
        assert sum(outcomes) <= 2


def test_files_whose_names_the_rulebook_decides_have_a_place_by_their_folder() -> None:
    placement = Placement({"one": "/etc/one"}, load=(), folders={"pages": "/etc/pages"})
    found = placement.places(["one", "pages/a", "pages/deep/b", "other"])
    assert found == {"one": "/etc/one", "pages/a": "/etc/pages/a"}
