"""Each doubt has a rulebook that raises it, with its line, and a twin that does not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sekisho.events.time import JAPAN
from sekisho.rulebook.doubts import doubts
from sekisho.rulebook.loading import opened
from sekisho.text import LANGUAGES, codes

NOW = datetime(2026, 6, 10, 12, tzinfo=JAPAN)
PERMISSION = "{ticket: R1, kind: 遠隔支援, what: x, state: 許可, approver: 課長, applicant: 主事"
FULL = f"{PERMISSION}, approved: 令和8年6月1日, until: 令和9年3月31日}}"
SUPPORT = "support: [{tool: T, host: P, ticket: R1, reason: r, until: 令和9年3月31日}]"
ZONES = "zones:\n  - {name: A, kind: %s, networks: [10.0.0.0/24], allow: [{to: B%s}]}\n%s"
OUT = "  - {name: B, kind: 庁外}"
IN = "  - {name: B, kind: LGWAN接続系, networks: [10.1.0.0/24]}"

PARTNER = "partners: [{name: A, domains: [a.example], password_mail: p@b.example}]"
TWO = "people: [{name: 関 次郎, accounts: [s], department: 総務課}]\nmail: {approvers: [関 次郎]"
CASES = [
    (
        "password_same_way",
        "mail: {encryption: {handover: 同じ宛先}}",
        "mail: {encryption: {handover: 差出人}}",
    ),
    (
        "encryption_without_partner",
        "mail: {encryption: {handover: 別の宛先}}",
        f"mail: {{encryption: {{handover: 別の宛先}}, {PARTNER}}}",
    ),
    ("two_approvers_missing", TWO + ", two_approvers: [mail.macro]}", TWO + "}"),
    ("zone_without_networks", "zones: [{name: A, kind: 行政系}]", "zones: [{name: A, kind: 庁外}]"),
    (
        "asset_without_zone",
        "zones: [{name: A, kind: 庁外}]\nassets: [{name: P, department: 総務課}]",
        "assets: [{name: P, department: 総務課}]",
    ),
    (
        "asset_without_department",
        "assets: [{name: P, role: 端末}]",
        "assets: [{name: P, role: プロキシ}]",
    ),
    (
        "person_without_account",
        "people: [{name: 関 次郎, department: 総務課}]",
        "people: [{name: 関 次郎, department: 総務課, accounts: [s]}]",
    ),
    (
        "person_without_department",
        "people: [{name: 関 次郎, accounts: [s]}]",
        "people: [{name: 関 次郎, department: 総務課, accounts: [s]}]",
    ),
    (
        "department_unknown",
        ("assets: [{name: P, department: 総務課}]\nstages: [{gate: 閲覧, stage: 記録, "
        "departments: [総務科]}]"),
        ("assets: [{name: P, department: 総務課}]\nstages: [{gate: 閲覧, stage: 記録, "
        "departments: [総務課]}]"),
    ),
    (
        "flow_outward",
        ZONES % ("LGWAN接続系", ", reason: r", OUT),
        ZONES % ("行政系", ", reason: r", OUT),
    ),
    (
        "flow_not_specific",
        ZONES % ("マイナンバー利用事務系", ", reason: r, ports: [tcp/443]", IN),
        ZONES % ("マイナンバー利用事務系", (", reason: r, ports: [tcp/443], "
                 "destinations: [10.1.0.5]"), IN),
    ),
    ("flow_without_reason", ZONES % ("行政系", "", OUT), ZONES % ("行政系", ", reason: r", OUT)),
    (
        "term_over",
        "devices: [{name: U, serial: X1, until: 令和8年6月9日}]",
        "devices: [{name: U, serial: X1, until: 令和8年6月10日}]",
    ),
    (
        "term_ending",
        "devices: [{name: U, serial: X1, until: 令和8年7月9日}]",
        "devices: [{name: U, serial: X1, until: 令和8年7月10日}]",
    ),
    ("without_end", "support: [{tool: T, host: P, ticket: R1, reason: r}]", SUPPORT),
    (
        "without_reason",
        "software: {allowed: [{name: X}]}",
        "software: {allowed: [{name: X, reason: r}]}",
    ),
    (
        "renewal_over",
        "assets: [{name: P, department: 総務課, renewal: 令和7年度}]",
        "assets: [{name: P, department: 総務課, renewal: 令和8年度}]",
    ),
    (
        "ticket_unknown",
        f"{SUPPORT.replace('R1', 'R2')}\npermissions: [{FULL}]",
        SUPPORT.replace("R1", "R2"),
    ),
    (
        "ticket_of_another_kind",
        f"{SUPPORT}\npermissions: [{FULL.replace('遠隔支援', '閲覧解除')}]",
        f"{SUPPORT}\npermissions: [{FULL}]",
    ),
    *(
        (
            f"ticket_{code}",
            f"{SUPPORT}\npermissions: [{FULL.replace('state: 許可', f'state: {word}')}]",
            f"{SUPPORT}\npermissions: [{FULL}]",
        )
        for word, code in (
            ("申請中", "applied"), ("却下", "refused"), ("取消", "revoked"), ("終了", "ended")
        )
    ),
    ("permission_unused", f"permissions: [{FULL}]", f"{SUPPORT}\npermissions: [{FULL}]"),
    (
        "permission_over",
        f"permissions: [{FULL.replace('令和9年3月31日', '令和8年6月9日')}]",
        f"permissions: [{FULL}]",
    ),
    (
        "permission_ending",
        f"permissions: [{FULL.replace('令和9年3月31日', '令和8年6月30日')}]",
        f"permissions: [{FULL}]",
    ),
    (
        "permission_without_end",
        f"permissions: [{PERMISSION}, approved: 令和8年6月1日}}]",
        f"permissions: [{FULL}]",
    ),
    (
        "approval_without_approver",
        f"permissions: [{PERMISSION}, until: 令和9年3月31日}}]",
        f"permissions: [{FULL}]",
    ),
    (
        "approved_by_oneself",
        f"permissions: [{FULL.replace('主事', '課長')}]",
        f"permissions: [{FULL}]",
    ),
    (
        "approved_before_applied",
        f"permissions: [{FULL.replace('what: x', 'what: x, applied: 令和8年6月2日')}]",
        f"permissions: [{FULL.replace('what: x', 'what: x, applied: 令和8年6月1日')}]",
    ),
    (
        "begins_before_approval",
        f"permissions: [{FULL.replace('what: x', 'what: x, since: 令和8年5月31日')}]",
        f"permissions: [{FULL.replace('what: x', 'what: x, since: 令和8年6月1日')}]",
    ),
    (
        "withdrawn_without_day",
        f"permissions: [{FULL.replace('state: 許可', 'state: 終了')}]",
        f"permissions: [{FULL.replace('state: 許可', 'state: 終了, ended: 令和8年6月5日')}]",
    ),
    (
        "never_previewed",
        "stages: [{gate: 閲覧, stage: 実施, reason: r}]",
        "stages: [{gate: 閲覧, stage: 実施, reason: r, previewed: 令和8年6月1日}]",
    ),
    (
        "stage_without_reason",
        "stages: [{gate: 閲覧, stage: 警告}]",
        "stages: [{gate: 閲覧, stage: 記録}]",
    ),
    (
        "no_administrator_exempt",
        "stages: [{gate: 閲覧, stage: 実施}]",
        "stages: [{gate: 閲覧, stage: 実施}]\nnever_refused: {addresses: [10.0.0.9]}",
    ),
    (
        "revision_out_of_order",
        ("history: [{revision: a, what: x, since: 2026-04-02}, {revision: b, what: x, "
        "since: 2026-04-01}]"),
        ("history: [{revision: a, what: x, since: 2026-04-01}, {revision: b, what: x, "
        "since: 2026-04-02}]"),
    ),
    (
        "not_yet_in_force",
        "history: [{revision: a, what: x, since: 2026-06-11}]",
        "history: [{revision: a, what: x, since: 2026-06-10}]",
    ),
]  # fmt: skip


def found(path: Path, text: str) -> dict[str, int]:
    """The codes of all doubts with the line of the last."""
    path.write_text(f"version: 1\n{text}\n", encoding="utf-8")
    return {one.code.removeprefix("rulebook.doubt."): one.line for one in doubts(opened(path), NOW)}


@pytest.mark.parametrize(("code", "doubtful", "sound"), CASES, ids=[case[0] for case in CASES])
def test_each_doubt_and_its_twin(tmp_path: Path, code: str, doubtful: str, sound: str) -> None:
    assert found(tmp_path / "r.yaml", doubtful)[code] >= 2
    assert code not in found(tmp_path / "r.yaml", sound)


def test_every_code_is_tried() -> None:
    told = {code for code in codes("ja") if code.startswith("rulebook.doubt.")}
    assert {f"rulebook.doubt.{code}" for code, _, _ in CASES} == told


def test_a_doubt_is_said_with_its_place_and_what_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        "version: 1\nassets:\n  - name: P\n    department: 総務課\nstages:\n"
        "  - gate: 閲覧\n    stage: 記録\n    departments: [総務科]\n",
        encoding="utf-8",
    )
    (one,) = doubts(opened(path), NOW)
    assert one.say("ja").startswith("r.yaml:8:19: 部署「総務科」")
    assert one.say("ja").endswith("もしかして「総務課」ですか。")
    for language in LANGUAGES:
        assert "{" not in one.say(language)
