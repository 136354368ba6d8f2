"""The program as Squid starts it: batches, endless lines, reload, files that are none."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.stages import Stages
from sekisho.gates.web.helper import LONGEST, Lines
from sekisho.gates.web.policy import policy_of, written
from tests.gates.web import RULES, lists_file, loaded


@pytest.fixture
def helper(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    policy = policy_of(loaded(RULES, tmp_path), Stages("enforce"))
    (tmp_path / "web.json").write_bytes(written(policy))
    words = [str(tmp_path / "web.json"), "--lists", str(lists_file(tmp_path))]
    words += getattr(request, "param", ())
    process = subprocess.Popen(
        [sys.executable, "-m", "sekisho.gates.web.helper", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    assert b"in use" in process.stderr.readline()
    yield process
    process.communicate()
    assert process.returncode == 0


def ask(process: subprocess.Popen[bytes], data: bytes, lines: int) -> list[bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(data)
    process.stdin.flush()
    return [process.stdout.readline() for _ in range(lines)]


BOARD = b"%d 127.0.0.9 - GET board.example 80 / - -\n"


def test_a_batch_is_answered_in_order(helper: subprocess.Popen[bytes]) -> None:
    answers = ask(helper, b"".join(BOARD % number for number in range(500)), 500)
    assert [int(line.split()[0]) for line in answers] == list(range(500))
    assert all(line.split()[1] == b"ERR" for line in answers)


def test_endless_and_hostile_lines_do_not_end_it(helper: subprocess.Popen[bytes]) -> None:
    endless = b"1 127.0.0.9 - GET board.example 80 /" + b"a" * (3 * LONGEST) + b" - -\n"
    (answer,) = ask(helper, endless, 1)
    assert answer.startswith(b"1 ERR rule=web.unjudged.request ")
    hostile = b"\xff\xfe\x00\n\n2 \xf0\x28 \x00 %%% %ff %zz\n3\n"
    two, three = ask(helper, hostile, 2)
    assert two.startswith(b"2 ERR ")
    assert three.startswith(b"3 ERR ")
    assert ask(helper, BOARD % 4, 1)[0].startswith(b"4 ERR ")


@pytest.mark.parametrize("helper", [("--hosts", "60")], indirect=True)
def test_asked_about_hosts_nothing_hostile_passes_or_ends_it(
    helper: subprocess.Popen[bytes],
) -> None:
    endless = b"1 127.0.0.9 - www." + b"a" * (3 * LONGEST) + b" - -\n"
    hostile = (
        b"\xff\xfe\x00\n\n2 \xf0\x28 \x00 %%% %ff %zz\n3\n"
        b"4 127.0.0.9 - www.example.jp\x00 - -\n5 127.0.0.9 - www.example.jp - - -\n"
        b"6 127.0.0.9 - \x83e\x83X.example.jp - -\n7 127.0.0.9 - www.example.jp \xe6\x97 -\n"
        b"8 127.0.0.9 - %00 - -\n9 127.0.0.9 - www.exa%2fmple.jp - -\n"
    )
    answers = ask(helper, endless + hostile, 9)
    assert answers == [b"%d ERR\n" % number for number in range(1, 10)]
    good = ask(helper, b"1 127.0.0.9 - www.example.jp - -\n2 127.0.0.9 - board.example - -\n", 2)
    assert good == [b"1 OK verdict=pass rule=web.allowed stage=enforce\n", b"2 ERR\n"]


def test_a_reload_keeps_what_is_good(helper: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert helper.stderr is not None
    policy = (tmp_path / "web.json").read_bytes()
    (tmp_path / "web.json").write_bytes(policy[:100])
    helper.send_signal(signal.SIGHUP)
    assert b"not loaded" in helper.stderr.readline()
    assert b"web.category" in ask(helper, BOARD % 1, 1)[0]
    (tmp_path / "web.json").write_bytes(policy.replace(b"board.example", b"other.example"))
    helper.send_signal(signal.SIGHUP)
    assert b"in use" in helper.stderr.readline()
    assert b"web.allowed" in ask(helper, BOARD % 2, 1)[0]


@given(
    lines=st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"").rstrip(b"\r"))),
    cuts=st.lists(st.integers(0, 400)),
)
def test_lines_are_the_same_however_they_arrive(lines: list[bytes], cuts: list[int]) -> None:
    data = b"".join(line + b"\n" for line in lines)
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    reader = Lines()
    found = [line for start, end in pairwise(places) for line in reader.of(data[start:end])]
    assert found == lines
