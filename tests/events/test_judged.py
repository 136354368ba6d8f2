"""What a gate judged is a record of an act, by the columns that mails have elsewhere."""

from sekisho.events.judged import GATE
from sekisho.events.kinds import KINDS, kind_named


def test_a_judgement_is_recorded_with_the_columns_of_a_mail() -> None:
    assert GATE in KINDS
    assert GATE.recorded
    message = kind_named("message").schema
    shared = [name for name in GATE.columns.names if name in message.names]
    assert {"email.subject", "email.to.addresses", "email.attachments.sha256"} <= set(shared)
