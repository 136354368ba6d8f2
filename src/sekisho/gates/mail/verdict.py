"""From what was seen to what is done: the rulebook decides, at the stage of the recipients.

The ministry's guideline names three ways of making harmless (無害化): text alone; active content
taken out with the rest intact; or confirmed to hold none. ``harmless`` asks for the first two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from sekisho.gates.mail.signs import Envelope, Scan, Sign, inside, leaves
from sekisho.gates.stages import STAGES, Stage, Stages
from sekisho.rulebook import Rulebook

Verdict = Literal["accept", "tag", "harmless", "encrypt", "hold", "later", "refuse"]
VERDICTS: tuple[Verdict, ...] = (
    "accept", "tag", "harmless", "encrypt", "hold", "later", "refuse",
)  # fmt: skip
"""From the mildest to the strictest. ``later``: the sender's server is to try again, for nobody can
judge it now."""
ACCEPT: Verdict = "accept"
TAG: Verdict = "tag"
HARMLESS: Verdict = "harmless"
ENCRYPT: Verdict = "encrypt"
HOLD: Verdict = "hold"
LATER: Verdict = "later"
REFUSE: Verdict = "refuse"
USUAL: Mapping[str, Verdict] = {
    **dict.fromkeys(
        (
            "mail.program", "mail.script", "mail.link", "mail.double_ending", "mail.hidden_name",
            "mail.encrypted", "mail.archive_damaged", "mail.archive_limit", "mail.archive_format",
            "mail.archive_part", "mail.too_deep", "mail.too_large", "mail.xlm", "mail.dde",
            "mail.html_smuggling", "mail.pdf_launch", "mail.locked_document",
            "mail.document_damaged",
            "mail.own_domain", "mail.like_own_domain", "mail.held_ending", "mail.burst",
            "mail.personal_outgoing", "mail.personal_text", "mail.my_number_outgoing",
            "mail.many_recipients", "mail.addressee_alike", "mail.other_addressee",
            "mail.other_name", "mail.like_partner", "mail.yara", "mail.not_scanned",
            "mail.site_indicator", "mail.site_fake_support", "mail.site_disguised",
            "mail.site_as_own", "mail.site_like_own",
        ),
        HOLD,
    ),
    **dict.fromkeys(
        (
            "mail.macro", "mail.embedded", "mail.external_template", "mail.pdf_script",
            "mail.pdf_embedded", "mail.pdf_action", "mail.html_script", "mail.html_form",
        ),
        HARMLESS,
    ),
    **dict.fromkeys(
        (
            "mail.other_type", "mail.other_sender", "mail.name_is_address", "mail.authentication",
            "mail.first_contact", "mail.reply_elsewhere", "mail.thread_stranger",
            "mail.first_addressee", "mail.picture_link", "mail.password_elsewhere",
            "mail.site_category", "mail.site_remote_tool", "mail.site_file", "mail.site_shown",
            "mail.site_mixed", "mail.site_defanged", "mail.sites_beyond",
        ),
        TAG,
    ),
    "mail.site_new": ACCEPT,
    "mail.must_encrypt": ENCRYPT,
    "mail.forbidden_ending": REFUSE,
    "mail.clamav": REFUSE,
    "mail.clamav_silent": LATER,
}  # fmt: skip
"""What each rule asks for where the rulebook says nothing."""


@dataclass(frozen=True)
class Judgement:
    """``verdict``: what the rules ask for; ``done``: what is done at the stage (in ``observe``
    everything is accepted, in ``warn`` at most tagged); ``signs``: all that was seen, the gravest
    first; ``outgoing``: it goes from inside to somebody outside; ``scans``: what each engine
    said."""

    verdict: Verdict
    done: Verdict
    stage: Stage
    signs: tuple[Sign, ...]
    outgoing: bool = False
    scans: tuple[Scan, ...] = ()


def judgement(
    signs: Iterable[Sign], envelope: Envelope, rulebook: Rulebook, stages: Stages
) -> Judgement:
    """The verdict of a mail. A sender who must never be refused is at most made harmless: the
    mail arrives, without what could run."""
    asked = asked_of(rulebook)
    found = sorted(
        dict.fromkeys(signs),  # a set would give the same mail another order in another process
        key=lambda one: (-VERDICTS.index(asked[one.code]), one.code, one.place),
    )
    verdict = asked[found[0].code] if found else "accept"
    every = {asked[one.code] for one in found}
    if verdict == ENCRYPT and HARMLESS in every:
        # nobody takes out what could run and locks the rest: a person decides
        verdict = HOLD
    if (
        VERDICTS.index(verdict) >= VERDICTS.index(HOLD)
        and envelope.sender.casefold() in rulebook.never_refused.mail
    ):
        verdict = ENCRYPT if ENCRYPT in every else HARMLESS
    within = inside(envelope, rulebook)
    stage = _stage_of(envelope, rulebook, stages, within=within)
    most: Verdict = {"observe": "accept", "warn": "tag", "enforce": "refuse"}[stage]  # type: ignore[assignment]
    done = min((verdict, most), key=VERDICTS.index)
    return Judgement(verdict, done, stage, tuple(found), within and leaves(envelope, rulebook))


def to_encrypt(judged: Judgement, rulebook: Rulebook) -> tuple[Sign, ...]:
    """The signs that ask for encryption, also where another one holds the mail."""
    asked = asked_of(rulebook)
    return tuple(one for one in judged.signs if asked[one.code] == "encrypt")


def asked_of(rulebook: Rulebook) -> dict[str, Verdict]:
    """The verdict of each rule: the rulebook's where it names one. Personal information in the
    text of a mail is held for a superior also where the rulebook asks for encryption: only
    attachments can be encrypted."""
    leaving: dict[str, Verdict] = {
        "allowed": {"mail.personal_outgoing": ACCEPT, "mail.personal_text": ACCEPT},
        "encrypt": {"mail.personal_outgoing": ENCRYPT},
    }.get(rulebook.mail.personal_outgoing, {})
    own = {one.rule: cast("Verdict", one.verdict) for one in rulebook.mail.rules}
    return {**USUAL, **leaving, **own}


def _stage_of(envelope: Envelope, rulebook: Rulebook, stages: Stages, *, within: bool) -> Stage:
    """The strictest stage among the recipients, and the sender within: what is held for one is
    lost for nobody."""
    senders = (envelope.sender,) if within else ()
    people = [rulebook.person(one) for one in (*envelope.recipients, *senders)]
    found = [stages.of(person.department if person else "") for person in people]
    return max(found or [stages.everybody], key=STAGES.index)
