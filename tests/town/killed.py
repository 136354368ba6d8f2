"""Mails sent through a real Postfix and the gate while both are killed; where each mail ended.

Server and gate live in a process namespace of their own, so that all of it can be killed at one
moment, as when a machine stops. What the kernel had taken from them before is kept: a killed
process is no power cut, and nothing here shows what a disk forgets.

What may end more than once, and why:

- a mail whose sender got no answer is sent again, though the server may have taken it (RFC 1047);
- so is one to which Postfix says that it could not write the queue file: ``cleanup`` killed after
  it had the file in the queue and before it told ``smtpd`` so leaves ``smtpd`` to say this;
- a postman killed between putting a mail into a box and noting it puts it there again.

Everything else must end once, and nothing may end nowhere.
"""

from __future__ import annotations

import email.policy
import hashlib
import os
import random
import re
import signal
import smtplib
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Literal

from sekisho.gates.mail.sealed import ORIGINALS, RECORD, Sealed
from tests.gates.mail import docm, mail, program, zipped
from tests.town.postfix import Town

Blow = Literal["gate", "one", "postfix", "machine"]
"""What is killed: the milter, any one process of Postfix, all of them, or everything at once."""
BLOWS: tuple[Blow, ...] = ("gate", "one", "postfix", "machine")
DOMAIN = "town.seki.example"
ROOT = Path(__file__).resolve().parents[2]
AGAIN = """\
queue_run_delay = 5s
minimal_backoff_time = 5s
maximal_backoff_time = 20s
transport_retry_time = 2s
"""
"""Postfix tries again within seconds: it is killed oftener here than in any office."""
KINDS: dict[str, tuple[bytes, str, int]] = {
    "plain": (mail(body="本文です。\n" * 20), "accept", 10),
    "odd": (mail(("not.pdf", b"text")), "tag", 2),
    "macro": (mail(("通知.docm", docm())), "harmless", 2),
    "held": (mail(("a.zip", zipped(("b.exe", program())))), "hold", 1),
    "refused": (mail(("a.scr", program())), "refuse", 1),
    "several": (mail(body="係の皆様\n" * 20), "accept", 2),
}
"""Mail, what is done with it, and how many of eighteen are such."""
NOT_WRITTEN = b"queue file write error"
"""The words of smtpd, Postfix's ``smtpd.c``, where ``cleanup`` gave it no status."""
_KIND = re.compile(r"<(\w+)\.\d+@firm\.example>")
_QUEUE = re.compile(r"with E?SMTP id (\w+)")


class Machine:
    """The machine of a server: all that runs on it can be killed at one moment."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.init = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Switch it on: Postfix and the gate."""
        words = ["unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc"]
        alive = "trap '' CHLD; exec sleep infinity"  # what has died needs no burial
        self._process = subprocess.Popen([*words, "sh", "-c", alive], stderr=subprocess.DEVNULL)
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        while not (found := children.read_text().split()) or not _sleeps(int(found[0])):
            time.sleep(0.01)
        self.init = int(found[0])
        enter = ("nsenter", f"--target={self.init}", "--pid", "--mount", "--")
        self.town.inside = (*enter, "env", f"PYTHONPATH={ROOT / 'src'}")
        self._postfix()
        self.town.start_gate()

    def stop(self) -> None:
        """Everything at once, with no warning."""
        os.kill(self.init, signal.SIGKILL)
        assert self._process is not None
        self._process.wait()
        if self.town.gate is not None:
            self.town.gate.wait()

    def blow(self, what: Blow, chance: random.Random) -> None:
        """Kill it, leave it down for a moment, start it again."""
        if what == "machine":
            self.stop()
            time.sleep(chance.uniform(0, 1))
            self.start()
            return
        gate, postfix = self._processes()
        struck = {"gate": gate, "postfix": postfix, "one": [chance.choice(postfix)]}[what]
        for _ in range(2 if what == "postfix" else 1):  # the master may just have made one more
            for pid in struck:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            struck = self._processes()[1]
        time.sleep(chance.uniform(0, 1))
        if what == "gate":
            self.town.kill_gate()
            self.town.start_gate()
        elif what == "postfix" or not self._master():
            self._postfix()

    def _postfix(self) -> None:
        """Start it, again where something killed lies in its way for a moment."""
        said = ""
        for _ in range(20):
            try:
                self.town.command("postfix", "start")
            except subprocess.CalledProcessError as error:
                said = f"{error.stdout!r} {error.stderr!r}"
            else:
                return
            time.sleep(0.5)
            if self._master():
                return
        log = (self.town.own / "log" / "mail.log").read_text(encoding="utf-8")
        raise AssertionError(f"Postfix does not start: {said}\n{log[-2000:]}")

    def _processes(self) -> tuple[list[int], list[int]]:
        """The gate's and Postfix's, as numbered out here."""
        own = Path(f"/proc/{self.init}/ns/pid").readlink()
        gate: list[int] = []
        postfix: list[int] = []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (path / "ns" / "pid").readlink() == own and int(path.name) != self.init:
                    words = (path / "cmdline").read_bytes()
                    if words:
                        (gate if b"sekisho.cli" in words else postfix).append(int(path.name))
        return gate, postfix

    def _master(self) -> bool:
        postfix = self._processes()[1]
        return any(b"/master\0" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in postfix)


def _sleeps(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip() == "sleep"
    return False


@dataclass
class Sent:
    """One mail: its answers. ``none``: how often no answer came to the whole mail; ``unsure``: how
    often the server said "later" not knowing itself whether the mail is in its queue."""

    id: str
    taken: int = 0
    refused: int = 0
    later: int = 0
    none: int = 0
    unsure: int = 0


@dataclass
class Sender:
    """Sends mails one after the other until the server has said yes or no to each. ``fallen``:
    the blows so far; where mails go quicker than blows fall, the sender waits for them."""

    port: int
    order: Sequence[tuple[str, int]]
    fallen: Counter[str]
    sent: list[Sent] = field(default_factory=list)
    _line: smtplib.SMTP | None = None

    def run(self) -> None:
        for at, (kind, number) in enumerate(self.order):
            while self.fallen.total() < (len(BLOWS) + 1) * at // len(self.order):
                time.sleep(0.01)
            one = Sent(f"<{kind}.{number}@firm.example>")
            self.sent.append(one)
            data = KINDS[kind][0].replace(b"<1@firm.example>", one.id.encode())
            to = ["seki-j", "maki-h", "somu"] if kind == "several" else ["seki-j"]
            while not one.taken and not one.refused:
                self._try(one, data, [f"{name}@{DOMAIN}" for name in to])
        if self._line is not None:
            self._line.close()

    def _try(self, one: Sent, data: bytes, to: list[str]) -> None:
        try:
            if self._line is None:
                self._line = smtplib.SMTP("127.0.0.1", self.port, local_hostname="firm.example")
                self._line.ehlo()
            code = self._envelope(to)
            if code == 250:
                one.none += 1  # until there is one
                code, text = self._line.data(data)
                one.none -= 1
                one.unsure += code == 451 and NOT_WRITTEN in text
        except (OSError, smtplib.SMTPException):
            self._line = None
            time.sleep(0.05)
            return
        one.taken += code == 250
        one.refused += code >= 500
        if 400 <= code < 500:
            one.later += 1
            self._line.close()
            self._line = None
            time.sleep(0.05)

    def _envelope(self, to: list[str]) -> int:
        assert self._line is not None
        code, _ = self._line.mail("a@firm.example")
        for one in to:
            if code == 250:
                code, _ = self._line.rcpt(one)
        return code


@dataclass(frozen=True)
class Ends:
    """Where the mails ended. ``sent``: what the senders were told; ``boxes``: queue ids of the
    copies by Message-ID and recipient; ``held``: queue ids by Message-ID; ``judged``: what the
    gate wrote down, by Message-ID: queue id and what was done; ``originals``: what is wrong with
    those under seal; ``cut_off``: lines of the record that a kill cut off."""

    sent: dict[str, Sent]
    boxes: dict[tuple[str, str], list[str]]
    held: dict[str, list[str]]
    judged: dict[str, list[tuple[str, str]]]
    blows: Counter[str]
    originals: tuple[str, ...]
    cut_off: int

    def wrong(self) -> Iterator[str]:
        """What must not be, a line each."""
        yield from self.originals
        ended: dict[str, set[str]] = defaultdict(set)
        for (id_, _), queues in self.boxes.items():
            ended[id_] |= set(queues)
        for (id_, to), queues in self.boxes.items():
            if missing := ended[id_] - set(queues):
                yield f"{id_} {to}: not in the box from {missing}"
        for id_, queues in self.held.items():
            ended[id_] |= set(queues)
            if len(set(queues)) != len(queues):
                yield f"{id_}: held twice"
        for id_, one in self.sent.items():
            yield from self._of_one(id_, one, ended.get(id_, set()))
        yield from (f"{id_}: nobody sent it" for id_ in ended.keys() - self.sent.keys())

    def _of_one(self, id_: str, one: Sent, ended: set[str]) -> Iterator[str]:
        due = KINDS[_kind(id_)][1]
        if due == "refuse":
            if ended or one.taken or not one.refused:
                yield f"{id_}: to be refused: {one}, {ended}"
        elif not one.taken <= len(ended) <= one.taken + one.none + one.unsure or one.refused:
            yield f"{id_}: {one}, but it ended {len(ended)} times"
        if (id_ in self.held) != (due == "hold"):
            yield f"{id_}: held or not against the rule"
        known = dict(self.judged.get(id_, ()))
        if {known.get(queue) for queue in ended} - {due}:
            yield f"{id_}: ended unjudged or otherwise than judged: {ended}, {known}"
        if due == "refuse" and due not in known.values():
            yield f"{id_}: refused without a record"

    @property
    def sent_again(self) -> int:
        """Copies beyond the first of mails whose sender got no answer, or an unsure one."""
        every = [*self.boxes.items(), *((id_, some) for id_, some in self.held.items())]
        return sum(len(set(queues)) - 1 for _, queues in every)

    @property
    def put_again(self) -> int:
        """Copies that a killed postman put into a box once more."""
        return sum(len(queues) - len(set(queues)) for queues in self.boxes.values())

    def counts(self) -> dict[str, int]:
        """The sums for people."""
        sent = self.sent.values()
        return {
            "mails": len(self.sent),
            "delivered": len({id_ for id_, _ in self.boxes}),
            "held": len(self.held),
            "refused": sum(one.refused > 0 for one in sent),
            "answers 451": sum(one.later for one in sent),
            "answers that never came": sum(one.none for one in sent),
            "answers of a server that did not know": sum(one.unsure for one in sent),
            "lines of the record cut off": self.cut_off,
            "copies sent again after no answer": self.sent_again,
            "copies put into a box again": self.put_again,
            **{f"killed: {what}": count for what, count in sorted(self.blows.items())},
        }


def _kind(id_: str) -> str:
    found = _KIND.fullmatch(id_)
    assert found, id_
    return found[1]


def play(
    town: Town, mails: int, *, senders: int, pause: tuple[float, float], seed: int = 20161123
) -> Ends:
    """Send the mails while things are killed every ``pause`` (from, to) seconds, each kind of
    blow in turn at a random moment; then let everything settle and look where the mails are."""
    chance = random.Random(seed)
    with (town.own / "etc" / "main.cf").open("a", encoding="utf-8") as file:
        file.write(AGAIN)
    weights = [many for _, _, many in KINDS.values()]
    order = [(kind, n) for n, kind in enumerate(chance.choices(list(KINDS), weights, k=mails))]
    machine = Machine(town)
    machine.start()
    try:
        blows: Counter[str] = Counter()
        some = [Sender(town.port, order[at::senders], blows) for at in range(senders)]
        threads = [threading.Thread(target=one.run, daemon=True) for one in some]
        for thread in threads:
            thread.start()
        least, before = min(mails // 40, 50), 0
        while any(thread.is_alive() for thread in threads):
            time.sleep(chance.uniform(*pause))
            # however slow the machine, some mails come through between two blows
            done = sum(len(one.sent) for one in some)
            if done - before < least:
                continue
            before = done
            what = BLOWS[blows.total() % len(BLOWS)]
            blows[what] += 1  # before it falls: it is to strike mails on their way
            machine.blow(what, chance)
        for thread in threads:
            thread.join()
        _settle(town)
        sent = {one.id: one for sender in some for one in sender.sent}
        machine.blow("gate", chance)  # what a kill left half-done goes at the next start
        sealed = Sealed(town.state)
        judged = _judged(sealed)
        wrong = (*_not_sealed(sealed), *_blank(town.state))
        return Ends(sent, _boxes(town), _held(town), judged, blows, wrong, sealed.unreadable())
    finally:
        machine.stop()


def _settle(town: Town) -> None:
    """Until only what is held is in the queue."""
    while any(one["queue_name"] != "hold" for one in town.queue()):
        town.command("postqueue", "-f")
        time.sleep(0.5)


def _boxes(town: Town) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in (town.own / "boxes").rglob("new/*"):
        one = message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        queue = _QUEUE.search(str(one["Received"]))
        assert queue, path
        found[str(one["Message-ID"]).strip(), str(one["Delivered-To"])].append(queue[1])
    return found


def _held(town: Town) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((town.own / "spool" / "hold").iterdir()):
        id_ = re.search(rb"Message-ID: (<[^>]+>)", path.read_bytes())
        assert id_, path
        found[id_[1].decode()].append(path.name)
    return found


def _judged(sealed: Sealed) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in sealed.entries():
        found[one["message_id"]].append((one["queue_id"], one["done"]))
    return found


def _not_sealed(sealed: Sealed) -> Iterator[str]:
    """Originals that are missing, are other bytes than their name says, or were never finished."""
    due = {one["sha256"] for one in sealed.entries() if one["done"] not in ("accept", "tag")}
    there = {path.name: path for path in (sealed.folder / ORIGINALS).iterdir()}
    yield from (f"original not sealed: {one}" for one in due if f"{one}.eml" not in there)
    for name, path in there.items():
        if name != f"{hashlib.sha256(path.read_bytes()).hexdigest()}.eml":
            yield f"no whole original: {name}"


def _blank(state: Path) -> Iterator[str]:
    with (state / RECORD).open("rb") as file:
        yield from (f"record: line {n} is blank" for n, line in enumerate(file, 1) if line == b"\n")
