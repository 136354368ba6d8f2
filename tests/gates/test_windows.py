"""The files that Windows' own tools take, as far as they can be judged without a Windows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from sekisho.gates.computers import Computers
from sekisho.gates.windows import pol
from sekisho.gates.windows.backup import Policy, backup
from sekisho.gates.windows.checking import SCHEMAS, WINDOWS, checked_pol, checked_xml
from sekisho.gates.windows.folder import READ_ME, check, policy_folder
from tests.gates.windows import needs_samba

POLICY = Policy(
    "test-enforce",
    "関所 <試験> & 確認",
    "段階 enforce -- 規程 0123",
    (pol.Setting(r"Software\Policies\Sekisho", "A", 1),),
    (pol.removed(r"Software\Policies\Sekisho", "A"),),
    b"Machine Name\r\n",
    datetime(2026, 6, 1, tzinfo=UTC),
)
NAMES = {"b": "http://www.microsoft.com/GroupPolicy/GPOOperations"}
SCHEMA = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="a"><xs:complexType><xs:attribute name="b" type="xs:int" use="required"/>
</xs:complexType></xs:element></xs:schema>"""


def test_a_backup_names_every_file_it_holds() -> None:
    files = {one.name: one.content for one in backup(POLICY)}
    described = etree.fromstring(files[f"{POLICY.id}/Backup.xml"])
    places = [
        value.replace("\\", "/")
        for value in described.xpath("//b:FSObjectFile/@b:Location", namespaces=NAMES)
    ]
    assert len(places) == 2
    assert all(f"{POLICY.id}/{place}" in files for place in places)
    assert described.findtext(".//b:ID", namespaces=NAMES) == POLICY.id
    assert described.findtext(".//b:DisplayName", namespaces=NAMES) == POLICY.title
    manifest = etree.fromstring(files["manifest.xml"])
    spaces = {"m": f"{NAMES['b']}/Manifest"}
    assert manifest.findtext("m:BackupInst/m:ID", namespaces=spaces) == POLICY.id
    assert (
        manifest.findtext("m:BackupInst/m:BackupTime", namespaces=spaces) == "2026-06-01T00:00:00"
    )


def test_the_identifier_is_the_same_every_year() -> None:
    assert POLICY.id == Policy("test-enforce", "other", "", (), ()).id
    assert POLICY.id != Policy("test-observe", "other", "", (), ()).id


def test_the_folder_says_for_whom_it_is() -> None:
    files = {
        one.name: one.content
        for one in policy_folder(Computers("enforce", ("PC-1", "PC-2")), POLICY, "追記")
    }
    first = files[f"enforce/{READ_ME}"].decode("utf-8-sig")
    assert "PC-1、PC-2" in first
    assert first.endswith("追記")
    assert POLICY.note in first
    script = files["enforce/lgpo/apply.cmd"].decode("cp932")
    assert "LGPO.exe /m registry.pol /a audit.csv\r\n" in script
    assert pol.read(files["enforce/lgpo/undo.pol"]) == (
        pol.removed(r"Software\Policies\Sekisho", "A"),
    )


@pytest.mark.daemon
@needs_samba
def test_checked_is_what_another_reader_took(tmp_path: Path) -> None:
    for one in policy_folder(Computers("enforce"), POLICY):
        path = tmp_path / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
    answers = check(tmp_path)
    assert {(one.file, one.answer) for one in answers} == {
        ("registry.pol", "accepted"),
        ("undo.pol", "accepted"),
        ("Backup.xml", "not_checked"),
        ("bkupInfo.xml", "not_checked"),
        ("manifest.xml", "not_checked"),
    }
    (tmp_path / "enforce" / "lgpo" / "registry.pol").write_bytes(b"PReg")
    assert "refused" in {one.answer for one in check(tmp_path)}


@pytest.mark.parametrize(
    ("content", "answer"),
    [("<a b='1'/>", "accepted"), ("<a b='x'/>", "refused"), ("<a", "refused"), ("<c/>", "refused")],
)
def test_a_schema_of_the_user_judges(
    content: str, answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xsd").write_bytes(SCHEMA)
    (tmp_path / "a.xml").write_text(content, encoding="utf-8")
    monkeypatch.setenv(SCHEMAS, str(tmp_path))
    assert checked_xml(tmp_path / "a.xml", "a", "a.xsd").answer == answer


def test_without_a_schema_nothing_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SCHEMAS, raising=False)
    (tmp_path / "a.xml").write_text("<a b='x'/>", encoding="utf-8")
    answer = checked_xml(tmp_path / "a.xml", "a")
    assert (answer.answer, answer.program) == ("not_checked", WINDOWS)


def test_broken_settings_are_refused_without_samba(tmp_path: Path) -> None:
    (tmp_path / "registry.pol").write_bytes(b"PReg\1\0\0\0[")
    assert checked_pol(tmp_path / "registry.pol").answer == "refused"
