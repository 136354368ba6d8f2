"""The inventory: files a second of processor for reading alone, and for reading, recognising and
counting, on mixed office documents; and whether every copy was counted alike.

A third of the documents are lists (those of ``japanese_documents.py`` in every format), the others
minutes and circulars of about 16 KB of text in txt, docx and eml, as an office holds more prose
than lists.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import docx
from japanese_documents import write
from measure import machine

from sekisho.intake.documents import Document, File, read_documents
from sekisho.personal.inventory.measured import Asked, Measured, measured
from sekisho.sources.contract import Context

PARAGRAPHS = (
    "議長（{0}）　ただいまから令和{1}年第{2}回定例会を再開いたします。出席議員は{3}名です。",
    "日程第{1}、議案第{3}号、令和{2}年度一般会計補正予算（第{1}号）を議題といたします。",
    "総務課長　歳入につきましては、普通交付税{3},{3}00千円を見込んでおります。",
    "○{3}番　道路の改良について伺います。町道{1}号線の延長は{3}0メートルと聞いております。",
    "住民の皆さまには、{1}月{3}日までに役場窓口（電話 0770-00-{3}00）へお申し込みください。",
    "以上で説明を終わります。ご審議のほど、よろしくお願いいたします。",
)


def prose(number: int, size: int = 5_400) -> list[str]:
    """Lines of minutes, about 16 KB in UTF-8."""
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        at = len(lines)
        form = PARAGRAPHS[at % len(PARAGRAPHS)]
        lines.append(form.format("青木", at % 9 + 1, number % 4 + 1, at % 80 + 10))
    return lines


def minutes(folder: Path, count: int) -> list[Path]:
    """Minutes as text, Word and mail in turn."""
    made = []
    for number in range(count):
        lines = prose(number)
        kind = number % 3
        path = folder / f"会議録{number}.{('txt', 'docx', 'eml')[kind]}"
        if kind == 0:
            path.write_bytes("\r\n".join(lines).encode("cp932"))
        elif kind == 1:
            word = docx.Document()
            for line in lines:
                word.add_paragraph(line)
            word.save(str(path))
        else:
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = "a@example.jp", "b@example.jp", "会議録"
            mail["Date"] = "Mon, 1 Jun 2026 09:00:00 +0900"
            mail.set_content("\n".join(lines))
            path.write_bytes(mail.as_bytes())
        made.append(path)
    return made


def lists(folder: Path, work: Path, count: int) -> list[Path]:
    """Copies of the lists, format after format."""
    made = write(work)
    copies = []
    for number in range(count):
        one = made[number % len(made)]
        copies.append(folder / f"{one.stem}-{number}{one.suffix}")
        shutil.copyfile(one, copies[-1])
    return copies


def status(document: Document) -> str:
    return document.content.status


def run(files: list[Path], work: Path, use: object, workers: int) -> tuple[float, list[object]]:
    """Seconds of this process's processor (by the clock with workers), and the results."""
    given = [File(path, path.name, path.stat().st_size) for path in files]
    context = Context(now=datetime(2026, 1, 1, tzinfo=UTC))
    clock = time.perf_counter if workers else time.process_time
    start = clock()
    found = list(read_documents(given, use, work, context, workers))  # type: ignore[arg-type]
    return clock() - start, [one for each in found for one in each]


def alike(results: list[object]) -> None:
    """Fails unless the copies of one list were counted alike, and minutes name nobody."""
    counts: dict[str, set[object]] = {}
    for one in results:
        assert isinstance(one, Measured)
        stem, _, ending = one.name.partition("-")
        key = "minutes" if one.name.startswith("会議録") else stem + Path(ending).suffix
        counts.setdefault(key, set()).add(one.count.persons)
    assert all(len(found) == 1 for found in counts.values()), counts
    print({key: next(iter(found)) for key, found in counts.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "files", Path(name) / "work"
        folder.mkdir()
        work.mkdir()
        files = lists(folder, Path(name) / "made", given.files // 3)
        files += minutes(folder, given.files - len(files))
        size = sum(path.stat().st_size for path in files) / 1e6
        whole = partial(measured, asked=Asked(key=bytes(32)))
        run(files[::20], work, whole, 0)
        for what, use in (("reading", status), ("reading, recognising, counting", whole)):
            seconds, results = run(files, work, use, 0)
            print(f"{what}: {len(files)} files, {size:.1f} MB, {seconds:.2f} s of processor, "
                  f"{len(files) / seconds:.0f} files/s")  # fmt: skip
        alike(results)
        if given.profile:
            profile = cProfile.Profile()
            profile.runcall(run, files, work, whole, 0)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
