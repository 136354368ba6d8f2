"""The mail gate and its targets. It judges no single record of the past: the record of a mail holds
names of attachments and no bytes, so that *let pass* could not be said of any. Its preview judges
mails whole where somebody says where their bytes lie."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.mail import postfix
from sekisho.gates.mail.copies import copies
from sekisho.gates.mail.guard import guard
from sekisho.gates.mail.machine import PLACEMENT, lacks
from sekisho.gates.mail.preview import preview
from sekisho.gates.mail.rules import rules

GATE = Gate(
    "mail",
    (
        Target(
            "postfix",
            postfix.configuration,
            postfix.check,
            PLACEMENT,
            confirm="gates.mail.confirm.postfix",
            back="gates.mail.back.postfix",
            lacks=lacks,
        ),
    ),
    preview,
    guard,
    rules=rules,
    records=copies,
)
