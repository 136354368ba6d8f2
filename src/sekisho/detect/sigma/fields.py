"""Names of the Sigma taxonomy as SQL over the columns and event data that the readers give."""

from __future__ import annotations

from collections.abc import Mapping

OWN_DATA = "EventData."
"""Before a datum whose name the event's ``System`` element has too: how the readers keep it."""


def quoted(column: str) -> str:
    """A column's name in SQL."""
    return '"' + column.replace('"', '""') + '"'


def datum(name: str) -> str:
    """An entry of the map ``fields`` in SQL."""
    return "fields['" + name.replace("'", "''") + "']"


def _column_or_datum(name: str, column: str) -> str:
    """Event data of a name that the event's ``System`` element has too: its own data first."""
    return f"coalesce({datum(OWN_DATA + name)}, CAST({quoted(column)} AS VARCHAR))"


def _text(column: str) -> str:
    return f"CAST({quoted(column)} AS VARCHAR)"


WINDOWS_FIELDS: Mapping[str, str] = {
    "Provider_Name": quoted("event.provider"),
    "EventID": _text("EventID"),
    "Computer": _column_or_datum("Computer", "host.name"),
    "ComputerName": f"coalesce({datum('ComputerName')}, {quoted('host.name')})",
    "Channel": _column_or_datum("Channel", "winlog.channel"),
    "Level": _column_or_datum("Level", "winlog.level"),
    "Keywords": _column_or_datum("Keywords", "winlog.keywords"),
    "Task": _column_or_datum("Task", "winlog.task"),
    "Version": _column_or_datum("Version", "winlog.version"),
    "Provider": datum(OWN_DATA + "Provider"),
    "UserID": f"coalesce({datum('UserID')}, {quoted('winlog.user_sid')})",
    "EventRecordID": _text("winlog.record_id"),
    "Data": 'array_to_string("Data", chr(10))',
}
"""Every Windows event. Other names are the event data's own."""

PROCESS_CREATION_FIELDS: Mapping[str, str] = {
    "Image": datum("NewProcessName"),
    "ParentImage": datum("ParentProcessName"),
    "User": f"concat({datum('SubjectDomainName')}, '\\', {datum('SubjectUserName')})",
    "LogonId": datum("SubjectLogonId"),
    "ProcessId": datum("NewProcessId"),
    "ParentProcessId": datum("ProcessId"),
    "IntegrityLevel": (
        f"CASE {datum('MandatoryLabel')} WHEN 'S-1-16-4096' THEN 'Low' "
        "WHEN 'S-1-16-8192' THEN 'Medium' WHEN 'S-1-16-8448' THEN 'Medium' "
        "WHEN 'S-1-16-12288' THEN 'High' WHEN 'S-1-16-16384' THEN 'System' END"
    ),
}
"""Security 4688 in the words of Sysmon 1. It has no OriginalFileName, hashes or parent's command
line: rules that need them find nothing there."""

REGISTRY_SET_FIELDS: Mapping[str, str] = {
    "TargetObject": (
        f"concat(replace(replace({datum('ObjectName')}, '\\REGISTRY\\MACHINE', 'HKLM'), "
        f"'\\REGISTRY\\USER', 'HKU'), '\\', {datum('ObjectValueName')})"
    ),
    "Details": datum("NewValue"),
    "Image": datum("ProcessName"),
    "EventType": "'SetValue'",
}
"""Security 4657 in the words of Sysmon 13."""

NETWORK_CONNECTION_FIELDS: Mapping[str, str] = {
    "Image": datum("Application"),
    "SourceIp": datum("SourceAddress"),
    "SourcePort": datum("SourcePort"),
    "DestinationIp": datum("DestAddress"),
    "DestinationPort": datum("DestPort"),
    "Initiated": f"CASE {datum('Direction')} WHEN '%%14593' THEN 'true' "
    "WHEN '%%14592' THEN 'false' END",
    "Protocol": f"CASE {datum('Protocol')} WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' END",
}
"""Security 5156 in the words of Sysmon 3 (the program's path begins with the device)."""

DEFENDER_NAMES = (
    "Action ID",
    "Action Name",
    "Category Name",
    "Detection ID",
    "Detection User",
    "Engine Version",
    "Error Code",
    "Error Description",
    "Feature Name",
    "New Value",
    "Old Value",
    "Origin Name",
    "Process Name",
    "Product Name",
    "Scan Parameters",
    "Scan Type",
    "Severity ID",
    "Severity Name",
    "Signature Version",
    "Source Name",
    "Threat ID",
    "Threat Name",
)

DEFENDER_FIELDS: Mapping[str, str] = {
    name.replace(" ", ""): f"coalesce({datum(name)}, {datum(name.replace(' ', ''))})"
    for name in DEFENDER_NAMES
}
"""Defender writes blanks in its names, Sigma writes them without."""

DEFENDER_THREAT_FIELDS: Mapping[str, str] = {
    **DEFENDER_FIELDS,
    "Signature": datum("Threat Name"),
    "Filename": datum("Path"),
    "Action": datum("Action Name"),
}

_PATH_AND_QUERY = r"""regexp_extract("c-uri", '^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/]*)?(/.*)', 1)"""

PROXY_FIELDS: Mapping[str, str] = {
    "c-uri": quoted("c-uri"),
    "cs-uri": quoted("c-uri"),
    "c-uri-query": "regexp_extract(\"c-uri\", '[?](.*)$', 1)",
    "cs-uri-query": _PATH_AND_QUERY,
    "cs-uri-stem": f"split_part({_PATH_AND_QUERY}, '?', 1)",
    "c-uri-path": f"split_part({_PATH_AND_QUERY}, '?', 1)",
    "c-uri-stem": f"split_part({_PATH_AND_QUERY}, '?', 1)",
    "c-uri-extension": f"regexp_extract(split_part({_PATH_AND_QUERY}, '?', 1), '[.]([^./]*)$', 1)",
    "cs-host": 'coalesce("cs-host", "tls.client.server_name")',
    "r-dns": 'coalesce("cs-host", "tls.client.server_name")',
    "c-ip": quoted("source.ip"),
    "src_ip": quoted("source.ip"),
    "dst_ip": quoted("destination.ip"),
    "r-ip": quoted("destination.ip"),
    "dst_port": _text("destination.port"),
    "c-useragent": quoted("c-useragent"),
    "cs-user-agent": quoted("c-useragent"),
    "cs(user-agent)": quoted("c-useragent"),
    "cs-referer": quoted("cs-referrer"),
    "cs-referrer": quoted("cs-referrer"),
    "cs-username": quoted("user.name"),
    "rs-content-type": quoted("http.response.mime_type"),
}
"""Proxy and web server. Rules for web servers write path and query into ``cs-uri-query``."""

WEB_VISIT_FIELDS: Mapping[str, str] = {**PROXY_FIELDS, "title": "CAST(NULL AS VARCHAR)"}
"""The proxy's side of this house's own category ``web_visit``: it knows no title."""

BROWSER_FIELDS: Mapping[str, str] = {
    "c-uri": quoted("c-uri"),
    "cs-host": quoted("cs-host"),
    "title": quoted("page.title"),
    "cs-referrer": quoted("cs-referrer"),
}
"""The browser's side of ``web_visit``."""

FIREWALL_FIELDS: Mapping[str, str] = {
    "src_ip": quoted("source.ip"),
    "dst_ip": quoted("destination.ip"),
    "src_port": _text("source.port"),
    "dst_port": _text("destination.port"),
    "SourceIp": quoted("source.ip"),
    "DestinationIp": quoted("destination.ip"),
    "DestinationPort": _text("destination.port"),
    "DestinationHostname": quoted("destination.domain"),
    "action": quoted("event.action"),
    "protocol": quoted("network.transport"),
    "application": quoted("network.application"),
    "username": quoted("user.name"),
}

DNS_FIELDS: Mapping[str, str] = {
    "query": quoted("dns.question.name"),
    "QueryName": quoted("dns.question.name"),
    "record_type": quoted("dns.question.type"),
    "src_ip": quoted("source.ip"),
}

ANTIVIRUS_FIELDS: Mapping[str, str] = {
    "Signature": quoted("threat.name"),
    "Filename": quoted("file.path"),
    "Action": quoted("event.action"),
}
