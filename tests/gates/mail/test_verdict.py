"""Rules, rulebook and stage together: what is done is never more than what was asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.signs import Envelope, Sign
from sekisho.gates.mail.verdict import USUAL, VERDICTS, asked_of, judgement
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import Rulebook
from tests.gates.mail import OWN, rulebook

SIGNS = st.lists(st.builds(Sign, st.sampled_from(sorted(USUAL)), st.text(max_size=3)))
SENDERS = st.sampled_from(["a@firm.example", "kinkyu@pref.example", "KINKYU@pref.example", ""])
RECIPIENTS = st.lists(st.sampled_from([f"seki-j@{OWN}", f"maki-h@{OWN}", f"x@{OWN}"]))
STAGED = st.builds(
    Stages,
    st.sampled_from(STAGES),
    st.dictionaries(st.sampled_from(["総務課", "議会事務局"]), st.sampled_from(STAGES)),
)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("rules"))


@given(signs=SIGNS, sender=SENDERS, to=RECIPIENTS, stages=STAGED)
def test_laws(
    rules: Rulebook, signs: list[Sign], sender: str, to: list[str], stages: Stages
) -> None:
    judged = judgement(signs, Envelope(sender=sender, recipients=tuple(to)), rules, stages)
    verdict, done = VERDICTS.index(judged.verdict), VERDICTS.index(judged.done)
    assert done <= verdict
    asked = asked_of(rules)  # some signs are noted alone
    assert (judged.verdict == "accept") == all(asked[one.code] == "accept" for one in signs)
    if judged.stage == "observe":
        assert judged.done == "accept"
    if judged.stage == "warn":
        assert judged.done in ("accept", "tag")
    if judged.stage == "enforce":
        assert done == verdict
    if sender.lower() == "kinkyu@pref.example":
        assert judged.verdict in ("accept", "tag", "harmless", "encrypt")
    else:
        usual = {USUAL[one.code] for one in signs}
        most = max(map(VERDICTS.index, usual), default=0)
        both = VERDICTS[most] == "encrypt" and "harmless" in usual
        assert judged.verdict == ("hold" if both else VERDICTS[most])
    assert set(judged.signs) == set(signs)
    every = judgement(
        signs, Envelope(sender=sender, recipients=tuple(to)), rules, Stages("enforce")
    )
    assert every.verdict == judged.verdict


def test_the_strictest_of_the_recipients_counts(rules: Rulebook) -> None:
    stages = Stages("observe", {"総務課": "enforce"})
    signs = [Sign("mail.program")]
    to = (f"maki-h@{OWN}", f"seki-j@{OWN}")
    assert judgement(signs, Envelope(recipients=to), rules, stages).done == "hold"
    assert judgement(signs, Envelope(recipients=to[:1]), rules, stages).done == "accept"


def test_the_rulebook_goes_before(tmp_path: Path) -> None:
    own = rulebook(tmp_path, rules=[{"rule": "mail.macro", "verdict": "拒否"}])
    assert asked_of(own)["mail.macro"] == "refuse"
    assert judgement([Sign("mail.macro")], Envelope(), own, Stages("enforce")).done == "refuse"
