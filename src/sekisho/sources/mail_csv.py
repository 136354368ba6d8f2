"""Mail logs of a contractor or a cloud service as CSV: who sent what to whom, with what result.

Reference: none; no two services name their columns alike, so columns are known by the words of the
heading, Japanese or English (RFC 4180 for the lines). Lines before the heading are passed over.
A line gives a ``message`` without body (the attachments by name alone), and where there is a column
for the result a ``mail`` with what became of it. What a list does not tell stays null; a result
in words not known here is kept as it is written and counts as no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MAIL, MESSAGE
from sekisho.events.table import events, fields_map, unread
from sekisho.sources.contract import Context, Events, Item, Lines, LineSource, Note, Sample, Unread
from sekisho.sources.delimited import comma_separated
from sekisho.sources.encoding import encoding_of
from sekisho.sources.numbers import integers
from sekisho.sources.reading import sample_of
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped

NAME = "mail_csv"
_WORDS: dict[str, str] = {
    "date": r"(?:受信|送信|配信|処理|記録|メール)?(?:日時|日付|年月日)(?:\(.*\))?|"
            r"(?:received |sent |message )?(?:date|datetime|date[ /_-]?time|timestamp)",
    "clock": r"(?:受信|送信|配信|処理)?時[刻間]|time",
    "from": r"(?:エンベロープ|ヘッダ)?(?:差出人|送信者|送信元|発信者)(?:メール)?(?:アドレス)?|"
            r"(?:header |envelope |mail )?(?:from|sender)(?:[ _-]?address)?",
    "to": r"(?:エンベロープ|ヘッダ)?(?:宛先|受信者|送信先|受取人)(?:メール)?(?:アドレス)?|"
          r"(?:header |envelope |rcpt )?(?:to|recipients?)(?:[ _-]?address(?:es)?)?",
    "subject": r"(?:メール)?(?:件名|題名|表題)|(?:message )?subject",
    "size": r"(?:メール)?(?:サイズ|容量)(?:\((?:バイト|bytes?)\))?|"
            r"(?:message )?size(?:\(bytes?\))?|"
            r"(?:total[ _-])?bytes",
    "names": r"添付(?:ファイル)?(?:名|名称)?|attachments?(?:[ _-]?(?:file)?[ _-]?names?)?|"
             r"file ?names?",
    "result": r"(?:処理|配信|判定|検査)?(?:結果|状態|ステータス|判定|アクション)|処置|"
              r"result|status|action|disposition|verdict",
    "reason": r"(?:検知|検出|ウイルス|脅威|マルウェア|判定)(?:名|理由|内容)|理由|"
              r"reason|threat(?:[ _-]name)?|virus(?:[ _-]name)?",
    "id": r"(?:メッセージ|message)[ _-]?id",
}  # fmt: skip
"""What a heading says, whole, without case and blanks at its ends."""
_NEEDED = {"date", "from", "to"}
_RESULTS = {
    "refused": r"受信拒否|拒否|reject|refus|denied",
    "blocked": r"隔離|保留|削除|破棄|ブロック|遮断|停止|検疫|駆除|感染|"
               r"quarantin|held|hold|block|delet|discard|drop|infect|virus|malware",
    "bounced": r"不達|失敗|エラー|戻り|期限切れ|bounce|fail|undeliver|expired|error",
    "sent": r"配信|配送|送信済|受信済|受信$|許可|通過|正常|成功|解放|完了|"
            r"deliver|sent|allow|accept|pass|clean|release|success|^ok$",
}  # fmt: skip
"""Words of results; the first that fits counts."""
_ACTS = {
    "refused": ("reject", None, "failure"), "blocked": ("deliver", "undeliverable", "failure"),
    "bounced": ("deliver", "bounced", "failure"), "sent": ("deliver", "sent", "success"),
    "": ("other", None, None),
}  # fmt: skip
"""Result → action, status, outcome as mail servers' records have them."""
_STAMPS = tuple(
    Stamp(f"{day}{between}{clock}")
    for clock in ("%H:%M:%S%z", "%H:%M:%S %z", "%H:%M:%S", "%H:%M")
    for day, between in (("%Y/%m/%d", " "), ("%Y-%m-%d", " "), ("%Y-%m-%dT", ""),
                         ("%Y年%m月%d日", " "))
)  # fmt: skip
_LIST = r"\s*[;；、|]\s*|\s*,\s*"
_HEAD = 20
"""Lines among which the heading stands."""


@dataclass(frozen=True)
class Plan:
    """``heading``: its line; ``names``: the columns as written; ``known``: ours → as written."""

    line: int
    names: tuple[str, ...]
    known: Mapping[str, str]
    zone: str


def _identify(sample: Sample) -> int:
    """By a heading with date, sender and recipient, and subject, attachments or result."""
    return 85 if _heading(sample) else 0


def _heading(sample: Sample) -> tuple[int, tuple[str, ...], Mapping[str, str]] | None:
    text = sample.head.decode(encoding_of(sample.head), "replace").lstrip("\ufeff")
    for number, line in enumerate(text.splitlines()[:_HEAD], 1):
        names = tuple(one.strip().strip('"').strip() for one in line.split(","))
        known: dict[str, str] = {}
        for name in names:
            said = next((key for key, words in _WORDS.items()
                         if re.fullmatch(words, name, re.IGNORECASE)), None)  # fmt: skip
            if said is not None:
                known.setdefault(said, name)
        told = known.keys() & {"subject", "names", "result"}
        if known.keys() >= _NEEDED and told and len(set(names)) == len(names):
            return number, names, known
    return None


def _prepare(evidence: Evidence, context: Context) -> Plan:
    found = _heading(sample_of(evidence))
    if found is None:
        return Plan(0, (), {}, context.zone)
    return Plan(*found, context.zone)


def _notes(plan: Plan) -> tuple[Note, ...]:
    told = "、".join(f"{name}＝{key}" for key, name in plan.known.items())
    missing = [key for key in ("names", "result", "id") if key not in plan.known]
    found = [Note("note.zone_assumed", {"zone": plan.zone}, doubt=True)]
    found.append(Note("note.mail_csv_columns", {"columns": told}))
    if missing:
        found.append(Note("note.mail_csv_missing", {"columns": "、".join(missing)}, doubt=True))
    return tuple(found)


def _parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """A message each line, a result each line that tells one; what does not fit is unread."""
    below = pc.greater(lines.positions, plan.line)
    positions, texts = lines.positions.filter(below), lines.texts.filter(below)
    if not len(texts):
        return
    fit, values = comma_separated(texts, plan.names)
    kept = pa.array(fit)
    if fit.any():
        told = {key: _blank_is_null(values.pop(name)) for key, name in plan.known.items()}
        yield from _events(lines.evidence, positions.filter(kept), told, values, plan.zone)
    if not fit.all():
        left = pc.invert(kept)
        raws = [text.encode() for text in texts.filter(left).to_pylist()]
        places = positions.filter(left).to_pylist()
        yield Unread(unread(lines.evidence, "line", places, "unread.mail_csv_line", raws))


def _events(
    evidence: str,
    positions: pa.Array,
    told: dict[str, pa.Array],
    rest: Mapping[str, pa.Array],
    zone: str,
) -> Iterator[Events]:
    rows = len(positions)
    written = told["date"]
    if "clock" in told:
        written = pc.binary_join_element_wise(written, told["clock"], " ")
    head = {
        "evidence": evidence, "unit": "line", "position": positions,
        "time.text": written, "@timestamp": _moments(written, zone),
        "email.from.address": _address(told["from"]),
        **({"email.message_id": pc.utf8_trim(told["id"], "<> ")} if "id" in told else {}),
        **({"email.subject": told["subject"]} if "subject" in told else {}),
    }  # fmt: skip
    sizes = integers(told["size"]) if "size" in told else None
    head |= {"email.size": sizes} if sizes is not None else {}
    to = _several(told["to"])
    kept = {name: _blank_is_null(texts) for name, texts in rest.items()}
    kept |= {key: told[key] for key in ("result", "reason") if key in told}
    yield Events(MESSAGE, events(MESSAGE, rows, {
        **head,
        "event.dataset": f"{NAME}.message",
        "email.to.addresses": _addresses(to),
        "email.attachments.name": _several(told["names"]) if "names" in told else None,
        "fields": fields_map(rows, {k: v for k, v in kept.items() if v.null_count < rows}),
    }))  # fmt: skip
    if "result" not in told:
        return
    results = mapped(told["result"].fill_null(""), _result)
    acts = {
        column: pa.array([_ACTS[one][at] for one in _ACTS]).take(
            pc.index_in(results, pa.array(list(_ACTS)))
        )
        for at, column in enumerate(("event.action", "mail.status", "event.outcome"))
    }
    yield Events(MAIL, events(MAIL, rows, {
        **head,
        **acts,
        "event.dataset": f"{NAME}.mail",
        "event.code": told["result"],
        "email.to.address": pc.binary_join(_addresses(to), ";"),
        **({"event.reason": told["reason"]} if "reason" in told else {}),
    }))  # fmt: skip


def _blank_is_null(texts: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _moments(texts: pa.Array, zone: str) -> pa.Array:
    filled = texts.fill_null("")
    return pc.coalesce(*(stamp.moments(filled, zone) for stamp in _STAMPS))


def _address(texts: pa.Array) -> pa.Array:
    """``名 <a@b>`` as ``a@b``, in small letters."""
    return pc.utf8_lower(
        pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"^.*<([^<>]*)>.*$", r"\1"))
    )


def _several(texts: pa.Array) -> pa.Array:
    """A cell of several values as a list."""
    return pc.split_pattern_regex(texts, _LIST)


def _addresses(lists: pa.Array) -> pa.Array:
    """The lists with plain addresses."""
    return pa.ListArray.from_arrays(
        lists.offsets, _address(lists.values), mask=pc.is_null(lists) if lists.null_count else None
    )


def _result(texts: pa.Array) -> pa.Array:
    """Each different word of the result once."""
    return pa.array([
        next((key for key, words in _RESULTS.items() if re.search(words, one, re.IGNORECASE)), "")
        for one in texts.to_pylist()
    ], pa.string())  # fmt: skip


SOURCE = LineSource(
    name=NAME,
    kinds=(MAIL, MESSAGE),
    reference="RFC 4180; columns by the words of the heading",
    zone="assumed_doubt",
    encoding="told",
    tried_on="",
    identify=_identify,
    prepare=_prepare,
    parse=_parse,
    notes=_notes,
)
