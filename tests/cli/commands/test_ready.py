"""``sekisho ready`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main
from sekisho.collect.settings import names
from sekisho.drill import Options, write

QUICK = ["--workers", "0"]


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("ikeda", tmp_path_factory.mktemp("exercise"), Options(days=2)).evidence


def test_a_result_of_one_page_one_list_and_settings(
    exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["ready", str(exercise), "--out", str(out), "--between", "2016-06-02", "2016-06-03"]
    words += ["--register", str(exercise / "台帳" / "情報機器管理台帳.xlsx"), "--json", *QUICK]
    assert main([*words, "--now", "2016-06-04T09:00"]) == 3
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads((out / "ready.json").read_text(encoding="utf-8"))
    assert shown["workdays"] == 2
    assert shown["machines"] > 0
    for name in ("ready-page.html", "ready-list.html", "settings/README.txt"):
        assert (out / name).stat().st_size > 100
    files = {
        path.relative_to(out / "settings").as_posix() for path in (out / "settings").rglob("*")
        if path.is_file()
    }  # fmt: skip
    wanted = {name for one in shown["remedies"] for name in one["files"]}
    assert wanted <= files
    assert "squid/sekisho-log.conf" in files
    assert "windows-server/audit-share.cmd" not in files


def test_all_settings_on_request(tmp_path: Path) -> None:
    out = tmp_path / "settings"
    assert main(["ready", "--settings", str(out)]) == 0
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {*names(), "README.txt"}
    assert b"\r\n" in (out / "windows" / "audit-process.cmd").read_bytes()


def test_cards_from_the_example_rulebook(tmp_path: Path) -> None:
    out, book = tmp_path / "cards", Path(__file__).parents[3] / "examples" / "rulebook.yaml"
    assert main(["ready", "--card", str(out), "--rulebook", str(book)]) == 0
    text = (out / "card.html").read_text(encoding="utf-8")
    assert "PC-SOMU-01" in text
    assert "0000-00-0000" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "cli.ready.nothing"),
        (["--register", "x.csv"], "cli.ready.no_evidence"),
        (["EVIDENCE", "--between", "2016-06-03", "2016-06-02"], "cli.ready.bad_period"),
        (["EVIDENCE", "--between", "June", "July"], "cli.ready.bad_period"),
        (["EVIDENCE", "--out", "EVIDENCE/out"], "cli.case_in_evidence"),
        (["EVIDENCE", "--out", "FULL"], "cli.out_not_empty"),
        (["EVIDENCE", "--register", "no-such.csv"], "cli.no_such_path"),
        (["no-such-folder"], "cli.no_such_folder"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    words: list[str], code: str, exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").touch()
    places = {"EVIDENCE": str(exercise), "FULL": str(full)}
    given = [places.get(word, word.replace("EVIDENCE", str(exercise))) for word in words]
    assert main(["ready", *given, *QUICK]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert [path.name for path in full.iterdir()] == ["mine.txt"]
    assert not (exercise / "out").exists()


def test_the_weeks_before_now_are_asked_without_a_period(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ready", str(exercise), "--now", "2016-06-04T09:00", "--json", *QUICK]) == 3
    shown = json.loads(capsys.readouterr().out)
    assert shown["since"].startswith("2016-05-21T00:00:00+09:00")
    assert shown["until"].startswith("2016-06-04T00:00:00+09:00")


def test_days_after_the_last_record_are_told_with_those_there_are(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ready", str(exercise), "--lang", "ja", *QUICK]
    main([*words, "--now", "2016-06-23T11:00"])
    said = capsys.readouterr().out
    assert "調べた期間：平成28年6月9日から平成28年6月22日まで（勤務日 10 日）" in said
    assert "--between 2016-06-02 2016-06-03" in said
    main([*words, "--now", "2016-06-04T11:00", "--between", "2016-06-02", "2016-06-03"])
    said = capsys.readouterr().out
    assert "平成28年6月2日から平成28年6月3日まで" in said
    assert "--between" not in said
