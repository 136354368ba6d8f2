"""A notice of non-delivery in plain words, Japanese or English: to whom, why, of which mail.

There is no standard for these: addresses and reasons are taken from what stands above the mail
that is given back. A text that says nothing of failing gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+/=-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_BACK = re.compile(
    r"^(?:[-=*_ ]{2,}.{0,60}(?:original|unsent|returned|copy of|message header|the header|"
    r"headers? follow|body of|メッセージ|元の).{0,60}|"
    r"(?:Received|Return-Path|Message-ID|X-Mailer|MIME-Version|DKIM-Signature): .*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""Where the mail that is given back begins."""
_ID = re.compile(r"^[> \t]*Message-I[dD]:\s*<([^<>\s]+)>", re.MULTILINE | re.IGNORECASE)
_FAILED = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|address|mailbox|person)|"
    r"undeliver|not be (?:delivered|reached|found)|could ?n.t be delivered|"
    r"(?:unable|failed|failure|cannot|can't|could not|was not|not able) (?:to )?(?:be )?deliver|"
    r"deliver\w* (?:\w+ )*fail|mailbox (?:is )?(?:full|unavailable)|over ?quota|quota exceeded|"
    r"host (?:unknown|not found)|does not exist|permanent(?:ly)? (?:fatal )?(?:error|fail)|"
    r"rejected|returned (?:mail|to sender)|recipient (?:rejected|unknown|address)|"
    r"mail (?:\w+ )*refused|transaction failed|message (?:\w+ )*too (?:large|big)|"
    r"exceeds allowed size|did not reach|failure reasons?|fatal errors?|not reachable|"
    r"access denied|service unavailable|too many hops|mailbox not found|not listed in|"
    r"宛先.{0,20}(?:ありません|存在しま|見つか|不明|間違)|存在しない|存在しません|"
    r"(?:配信|配送|送信|送達|お届け|届け|転送)(?:する(?:こと(?:が|は)?)?)?(?:でき|されません|に失敗|不能|"
    r"が失敗|エラー|不可)|(?:容量|サイズ|受信箱|メールボックス).{0,20}(?:超え|超過|いっぱい|満杯|制限)|"
    r"受信(?:を)?(?:拒否|できま|制限)|(?:エラー|不達)(?:メール|通知)|ユーザーが見つか|"
    r"送れません|届きませんでした|届かな|返送",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delayed|will (?:be )?(?:retr|try)|still trying|warning|deferred|"
    r"再送(?:を)?(?:続け|します|試み)|遅延|遅れて|まだ(?:配信|届)",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"undeliverable|giving up|permanent|could not be delivered|failed|あきらめ|失敗|"
    r"できませんでした|返送",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"contact|assistance|問い?合わ?せ|連絡|場合は", re.IGNORECASE)
"""Lines that name an address to ask at."""
_CODE = re.compile(r"\b([45]\.\d{1,3}\.\d{1,3})\b")
_REPLY = re.compile(r"(?<![\d.])[45][0-7]\d[ -](?:[45]\.\d|[A-Z<#])")
_LONGEST = 400


@dataclass(frozen=True)
class Told:
    """One recipient of a notice in words. ``reason``: the line that says why, as written."""

    recipient: str | None
    status: str
    code: str | None
    reason: str | None
    message_id: str | None


def told_in(
    text: str, failed: Sequence[str], to: Sequence[str], original_to: Sequence[str]
) -> Iterator[Told]:
    """Each recipient that a text names. ``failed``: those that the header names (they go first);
    ``to``: whom the notice is sent to (the sender of the mail, no recipient of it);
    ``original_to``: addressees of the mail given back, for texts that name none."""
    text = text.replace("\r\n", "\n")
    back = _BACK.search(text)
    above = text[: back.start()] if back and back.start() > 0 else text
    if not _FAILED.search(above) and not _REPLY.search(above):
        return
    known = _ID.search(text)
    lines = [line.strip() for line in above.split("\n")]
    found = _named(lines, to)
    told = tuple(one for one in found if one in original_to) or found
    named = failed or told or tuple(original_to) or (None,)
    late = bool(_DELAYED.search(above)) and not _FINAL.search(above)
    for recipient in named:
        reason = _why(lines, recipient)
        code = _CODE.search(reason or "") or _CODE.search(above)
        ended = _REPLY.search(reason or "")
        status = "deferred" if late and not (ended and ended[0][0] == "5") else "bounced"
        yield Told(
            recipient,
            status,
            code[1] if code else None,
            reason,
            known[1] if known else None,
        )


def _named(lines: Sequence[str], to: Sequence[str]) -> tuple[str, ...]:
    """Addresses of the text, without those of mail servers and of the sender itself."""
    found: dict[str, None] = {}
    for line in lines:
        if re.match(r"(?:From|To|Cc|Reply-To|Date|Subject)\s*:", line) and found:
            break
        if _CONTACT.search(line):
            continue
        for one in _ADDRESS.findall(line):
            address = one.lower().rstrip(".")
            local = address.partition("@")[0]
            if address not in to and local not in ("postmaster", "mailer-daemon", "abuse"):
                found[address] = None
    return tuple(found)


def _why(lines: Sequence[str], recipient: str | None) -> str | None:
    """The line with a reply of SMTP, or one in words; that after the recipient's name first."""
    start = next((at for at, one in enumerate(lines) if recipient and recipient in one.lower()), 0)
    ordered = (*lines[start:], *lines[:start])
    for pattern in (_REPLY, _FAILED):
        for line in ordered:
            if pattern.search(line):
                return " ".join(line.split())[:_LONGEST]
    return None
