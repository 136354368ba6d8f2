"""The web gate switched on below a pretended root: files, stages, lock-outs, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from tests.gates.web import RULES, lists_file
from tests.gates.web.real import needed

pytestmark = pytest.mark.daemon
CONF, HOME = "etc/squid/squid.conf", "etc/squid/sekisho"
PYTHON = "opt/sekisho/bin/python"


class Proxy:
    """A proxy's machine as a folder, with a distribution's own settings."""

    def __init__(self, folder: Path) -> None:
        needed()
        self.folder, self.root = folder, folder / "machine"
        for path in (CONF, PYTHON):
            self.put(path, "theirs")

    def put(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def act(self, *words: str) -> int:
        state = ["--state", str(self.folder / "state"), "--root", str(self.root)]
        return main(["gates", *words, *state, "--lang", "en"])

    def apply(self, name: str, stages: list[dict[str, Any]], **more: Any) -> int:
        book, out = self.folder / f"{name}.yaml", self.folder / name
        content = {**RULES, "stages": [{"gate": "閲覧", **one} for one in stages], **more}
        book.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        words = ["gates", "build", "web", "--target", "squid", "--rulebook", str(book)]
        assert main([*words, "--out", str(out)]) == Exit.DONE
        return self.act("apply", str(out), "--rulebook", str(book))

    def conf(self) -> str:
        return (self.root / CONF).read_text(encoding="utf-8")

    def stages(self) -> tuple[str, dict[str, str]]:
        policy = json.loads((self.root / HOME / "web.json").read_bytes())
        return policy["stage"], policy["departments"]


OBSERVE = [{"stage": "記録"}]
WARN = [*OBSERVE, {"stage": "警告", "departments": ["住民課"]}]
ENFORCE = [*WARN, {"stage": "実施", "departments": ["住民課"]}]


def test_a_department_goes_on_stage_by_stage_and_back_step_by_step(tmp_path: Path) -> None:
    proxy = Proxy(tmp_path)
    proxy.put(f"{HOME}/web.lists", lists_file(tmp_path).read_bytes())
    wanted = [("observe", {}), ("observe", {"住民課": "warn"}), ("observe", {"住民課": "enforce"})]
    for number, stages in enumerate((OBSERVE, WARN, ENFORCE)):
        assert proxy.apply(f"b{number}", stages) == Exit.DONE
        assert proxy.stages() == wanted[number]
        assert ("--open" in proxy.conf()) == (number == 0)
    pages = sorted(path.name for path in (proxy.root / HOME / "pages").iterdir())
    built = sorted(path.name for path in (tmp_path / "b2" / "web" / "squid" / "pages").iterdir())
    assert pages == built
    for stages in reversed(wanted[:2]):
        assert proxy.act("return", "web", "--reason", "試行の終わり") == Exit.DONE
        assert proxy.stages() == stages
    assert proxy.act("return", "web") == Exit.DONE
    assert proxy.conf() == "theirs"
    assert not (proxy.root / HOME / "web.json").exists()
    assert (proxy.root / HOME / "web.lists").exists()  # it was not the gate's
    assert proxy.act("return", "web") == Exit.BAD_INPUT


@pytest.mark.parametrize(
    ("lists", "stages", "unjudged", "refused"),
    [
        ("all", WARN, "止める", False),
        ("none", WARN, "止める", False),
        ("none", ENFORCE, "止める", True),
        ("one", ENFORCE, "止める", True),
        ("broken", ENFORCE, "止める", True),
        ("all", ENFORCE, "止める", False),
        ("none", ENFORCE, "通す", False),
    ],
)
def test_lists_that_are_not_there_lock_nobody_out(
    lists: str, stages: Any, unjudged: str, *, refused: bool, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    proxy = Proxy(tmp_path)
    one = {"gambling/domains": "bet.example\n"}
    content = lists_file(tmp_path, one if lists == "one" else None).read_bytes()
    if lists != "none":
        proxy.put(f"{HOME}/web.lists", content[:-3] if lists == "broken" else content)
    web = {**RULES["web"], "unjudged": unjudged}
    assert proxy.apply("first", OBSERVE, web=web) == Exit.DONE
    before = proxy.conf()
    capsys.readouterr()
    done = proxy.apply("second", stages, web=web)
    both = capsys.readouterr()
    said = both.out + both.err
    assert done == (Exit.FAILED if refused else Exit.DONE), said
    assert ('"games" of the rulebook is not in' in said) == refused
    assert (proxy.conf() == before) == refused


def test_a_python_that_is_not_there_locks_everybody_out_at_any_stage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proxy = Proxy(tmp_path)
    (proxy.root / PYTHON).unlink()
    assert proxy.apply("first", OBSERVE) == Exit.FAILED
    assert "/opt/sekisho/bin/python" in capsys.readouterr().out
    assert proxy.conf() == "theirs"


def test_who_must_never_be_refused_and_cannot_be_known_stops_it(tmp_path: Path) -> None:
    proxy = Proxy(tmp_path)
    proxy.put(f"{HOME}/web.lists", lists_file(tmp_path).read_bytes())
    people = [*RULES["people"], {"name": "無名 三郎", "department": "住民課"}]
    never = {"people": ["無名 三郎"]}
    assert proxy.apply("first", OBSERVE, people=people, never_refused=never) == Exit.DONE
    assert proxy.apply("second", ENFORCE, people=people, never_refused=never) == Exit.FAILED
    assert proxy.stages() == ("observe", {})
