"""The corpus of office papers stands apart from the recognisers, and its benchmark can fail."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
AUTHORS = (
    "office_corpus",
    "office_corpus_second",
    "office_corpus_third",
    "office_corpus_fourth",
    "office_corpus_fifth",
    "office_corpus_scripted",
)
CORPUS = sorted(path for author in AUTHORS for path in (BENCH / author).glob("*.py"))
SHARED = BENCH.parents[1] / "shared"

STUB = """
import json, sys
from pathlib import Path

def truths(folder):
    return [json.loads(line) for line in Path(folder).read_text(encoding="utf-8").splitlines()]

if sys.argv[1:3] == ["personal", "scan"]:
    folder, out = Path(sys.argv[3]), Path(sys.argv[5])
    rows, known = [], truths(f"{folder}.truth.jsonl")
    wrong = next(one["id"] for one in known if one["genre"].endswith(" list"))
    for one in known:
        count = one["persons"] + (MISTAKE if one["id"] == wrong else 0)
        houses = one["households"] or 0
        rows.append({"path": str(folder.parent / one["path"]), "status": "read",
                     "persons": {"low": count, "high": count},
                     "households": {"low": houses, "high": houses}})
    (out / "inventory.jsonl").write_text("".join(json.dumps(row) + "\\n" for row in rows))
else:
    for line in sys.stdin:
        row = json.loads(line)
        for fact in FACTS[row["id"]]:
            at = row["text"].find(fact["surface"])
            while at >= 0:
                print(json.dumps({"id": row["id"], "kind": fact["kind"], "start": at,
                                  "end": at + len(fact["surface"])}))
                at = row["text"].find(fact["surface"], at + 1)
"""


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_corpus_imports_nothing_of_the_product(path: Path) -> None:
    assert not [name for name in imported(path) if name.split(".")[0] == "sekisho"]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_module_of_the_corpus_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def written(author: str, folder: Path, *words: str) -> Path:
    """Forty small documents, those that need no LibreOffice."""
    command = [sys.executable, str(BENCH / author), "--out", str(folder), "--documents", "40"]
    command += ["--without-office", *words]
    if author in AUTHORS[:2]:  # the others' names and places are their own
        command += ["--shared", str(SHARED)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=AUTHORS)
def author(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def corpus(author: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(author, tmp_path_factory.mktemp("corpus"))


def measured(corpus: Path, folder: Path, mistake: int, *words: str) -> str:
    """What the benchmark prints of a stub that knows the truth, but for a mistake in one list."""
    facts = {}
    for half in ("tuning", "held-out"):
        for line in (corpus / f"{half}.truth.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            facts[one["id"]] = one["facts"]
    stub = folder / "stub.py"
    stub.write_text(f"MISTAKE = {mistake}\nFACTS = {facts!r}\n{STUB}", encoding="utf-8")
    command = [sys.executable, str(BENCH / "personal_corpus.py"), "--corpus", str(corpus), *words]
    command += ["--command", f"'{sys.executable}' '{stub}'"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def first_list(corpus: Path, half: str) -> str:
    """Where the list lies of which the stub is wrong."""
    lines = (corpus / f"{half}.truth.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line) for line in lines]
    return str(next(one["path"] for one in known if one["genre"].endswith(" list")))


@pytest.mark.shared
def test_the_same_seed_makes_the_same_truth(author: str, corpus: Path, tmp_path: Path) -> None:
    written(author, tmp_path)
    for half in ("tuning", "held-out"):
        name = f"{half}.truth.jsonl"
        assert (tmp_path / name).read_bytes() == (corpus / name).read_bytes()
        assert len(list((corpus / half).iterdir())) == 20


@pytest.mark.shared
def test_who_knows_the_truth_reaches_every_aim_that_can_be_judged(
    corpus: Path, tmp_path: Path
) -> None:
    said = measured(corpus, tmp_path, 0, "--half", "tuning")
    aims = said.split("| aim |")[1]
    assert "100.0" in aims
    assert "persons exact in at least 95 % of lists | 100.0" in aims


@pytest.mark.shared
def test_one_wrong_count_is_seen(corpus: Path, tmp_path: Path) -> None:
    said = measured(corpus, tmp_path, 1, "--half", "tuning", "--details")
    assert "persons exact in at least 95 % of lists | 100.0" not in said
    assert first_list(corpus, "tuning") in said.split("names not whole")[1], "it is named"


@pytest.mark.shared
def test_the_held_out_half_keeps_its_details(corpus: Path, tmp_path: Path) -> None:
    said = measured(corpus, tmp_path, 1, "--half", "held-out", "--details")
    assert "totals only" in said
    assert first_list(corpus, "held-out") not in said
    assert "layout" not in said
    opened = measured(corpus, tmp_path, 1, "--half", "held-out", "--details", "--open-held-out")
    assert first_list(corpus, "held-out") in opened


@pytest.mark.shared
@pytest.mark.parametrize("other", AUTHORS[1:])
def test_names_of_the_other_authors_held_out_files_are_numbers(other: str, tmp_path: Path) -> None:
    names = [each.stem for each in (written(other, tmp_path) / "held-out").iterdir()]
    assert all(name.isdigit() for name in names)


@pytest.mark.shared
def test_pictures_make_files_larger_and_leave_the_truth_alone(tmp_path: Path) -> None:
    plain, dressed = tmp_path / "plain", tmp_path / "dressed"
    written(AUTHORS[1], plain)
    written(AUTHORS[1], dressed, "--pictures")
    for half in ("tuning", "held-out"):
        name = f"{half}.truth.jsonl"
        assert (plain / name).read_bytes() == (dressed / name).read_bytes()
    sizes = [
        sum(each.stat().st_size for each in folder.rglob("*.*")) for folder in (plain, dressed)
    ]
    assert sizes[1] > sizes[0] + 200_000


def test_forms_by_the_second_author_are_many_and_a_third_only_held_out() -> None:
    forms = sorted((BENCH / AUTHORS[1] / "papers").glob("forms-*.txt"))
    lines = [line for path in forms for line in path.read_text(encoding="utf-8").splitlines()]
    heads = [line.split() for line in lines if line.startswith("@@ ")]
    held = [head for head in heads if "held" in head[3:]]
    assert len(heads) >= 40
    assert 0.25 < len(held) / len(heads) < 0.4


@pytest.mark.parametrize("name", ["personal_corpus", "personal_scan"])
def test_the_judge_checks_itself(name: str) -> None:
    words = [sys.executable, str(BENCH / f"{name}.py"), "--self-check"]
    assert subprocess.run(words, check=False, capture_output=True).returncode == 0
