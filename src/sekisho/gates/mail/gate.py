"""The mail gate and its targets."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.mail import postfix
from sekisho.gates.mail.guard import guard
from sekisho.gates.mail.preview import preview

GATE = Gate("mail", (Target("postfix", postfix.configuration, postfix.check),), preview, guard)
