"""The register as a rule file of USBGuard.

Reference: usbguard-rules.conf(5), usbguard-daemon.conf(5) of USBGuard 1.1. The first rule that
fits decides. A rule's ``label`` carries the code; USBGuard keeps it and does not match by it.
Below ``enforce`` the same rules all allow: the daemon's audit log then names every connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sekisho.events.time import iso
from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import Checked, File, Placement
from sekisho.gates.device import model
from sekisho.gates.device.register import Registered, registered
from sekisho.gates.programs import asked
from sekisho.gates.stages import Stages
from sekisho.gates.terms import next_change
from sekisho.rulebook import Rulebook
from sekisho.text import say

NAME = "rules.conf"
PARSER = "usbguard-rule-parser"
PLACE = "/etc/usbguard/rules.conf"
PLACEMENT = Placement(
    {NAME: PLACE},
    (
        ("chmod", "600", PLACE),
        (PARSER, "-f", PLACE),
        ("systemctl", "restart", "usbguard"),
    ),
)
"""The daemon reads rules that nobody else may read, and only when it starts."""
_HEAD = """\
# 関所: 規程の「登録機器」から作られたもの。直接には直さず、規程を直して作り直す。
# 段階: {stage}   規程: {digest}
# 対象: {whom}
# 作り直す時: {until}
# 検査: usbguard-rule-parser -f {name}    置く所: /etc/usbguard/rules.conf（600）
"""


@dataclass(frozen=True)
class Rule:
    """One line: what it says of a device that has these attributes."""

    verdict: model.Verdict
    attributes: str
    note: str = ""

    def line(self, *, enforced: bool) -> str:
        """The rule as USBGuard reads it."""
        target = self.verdict.target if enforced else "allow"
        label = _quoted(" ".join(filter(None, (self.verdict.code, self.note))))
        return " ".join(filter(None, (target, self.attributes, f"label {label}")))


def rule_files(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """``rules.conf`` for every computer; ``rules-STAGE.conf`` for those of another stage."""
    return tuple(_file(rulebook, stages, group) for group in computers(rulebook, stages))


def _file(rulebook: Rulebook, stages: Stages, group: Computers) -> File:
    name = NAME if not group.names else f"rules-{group.stage}.conf"
    until = next_change(rulebook.devices, stages.at)
    head = _HEAD.format(
        stage=group.stage,
        digest=rulebook.digest,
        whom=" ".join(group.names) or "すべて（別のファイルに名のあるものを除く）",
        until=iso(until) if until else "規程を改めた時",
        name=name,
    )
    head += "".join(f"# {code}: {say(f'gates.rule.{code}', 'ja')}\n" for code in model.CODES)
    enforced = group.stage == "enforce"
    known = registered(rulebook, stages.at)
    lines = [*(rule.line(enforced=enforced) for rule in rules(known)), *_left_out(known)]
    return File(name, (head + "".join(f"{line}\n" for line in lines)).encode())


def rules(known: tuple[Registered, ...]) -> Iterator[Rule]:
    """Every rule in the order in which USBGuard asks it."""
    badusb = model.Verdict(model.BADUSB, "reject")
    for carrier in model.CARRIERS:
        yield Rule(badusb, f"with-interface all-of {{ 03:*:* {carrier} }}")
    for one in known:
        if _can_be_told(one):
            verdict = model.Verdict(model.REGISTERED, "allow")
            yield Rule(verdict, _attributes(one), one.device.name)
    for hub in model.HUBS:
        faces = " ".join(":".join(f"{number:02x}" for number in one) for one in hub)
        yield Rule(model.Verdict(model.HUB, "allow"), f"with-interface equals {{ {faces} }}")
    yield Rule(model.Verdict(model.INPUT, "allow"), "with-interface one-of { 03:*:* }")
    files = "with-interface one-of { 08:*:* 06:*:* }"
    for attributes in (files, ""):
        if not attributes:
            built_in = model.Verdict(model.BUILT_IN, "allow")
            yield Rule(built_in, 'with-connect-type "hardwired"')
        nameless = " ".join(filter(None, ('serial ""', attributes)))
        yield Rule(model.Verdict(model.NO_SERIAL, "block"), nameless)
        yield Rule(model.Verdict(model.UNREGISTERED, "block"), attributes)


def _attributes(one: Registered) -> str:
    both = dict.fromkeys((one.serial, one.serial.lower()))
    serial = f"serial one-of {{ {' '.join(map(_quoted, both))} }}"
    make = f"id {one.vendor.lower()}:{one.product.lower() or '*'} "
    return f"{make if one.vendor else ''}{serial}"


def _can_be_told(one: Registered) -> bool:
    """USBGuard knows no rule for a product of any vendor."""
    return bool(one.vendor or not one.product)


def _left_out(known: tuple[Registered, ...]) -> Iterator[str]:
    for one in known:
        if not _can_be_told(one):
            name = one.device.name.replace("\n", " ")
            yield f"# 入れていない: {name}（プロダクトIDだけでは書けない。ベンダーIDも登録する）"


def _quoted(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def check(folder: Path) -> tuple[Checked, ...]:
    """What USBGuard's own parser says of every rule file; of one it takes it repeats each rule,
    which says nothing."""
    answers = (asked(path, PARSER, ["-f"]) for path in sorted(folder.glob("rules*.conf")))
    return tuple(replace(one, said="") if one.answer == "accepted" else one for one in answers)
