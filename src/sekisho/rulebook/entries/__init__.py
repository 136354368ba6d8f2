"""The entries of a rulebook as typed values. Field names are the keys of the form.

What a key means is said once, in ``sections/``. Absent texts are ``""``, absent lists ``()``,
an absent term is None. ``since`` is the first moment that counts and ``until`` the first that
no longer does, both in Japan time.
"""

from sekisho.rulebook.entries.devices import Device
from sekisho.rulebook.entries.history import Revision
from sekisho.rulebook.entries.mail import (
    Encryption,
    EncryptionRule,
    Mail,
    MailRule,
    Partner,
    Thresholds,
)
from sekisho.rulebook.entries.notices import Notice
from sekisho.rulebook.entries.office import Asset, Holder, Interval, NamedDate, Person, Town
from sekisho.rulebook.entries.permissions import Permission
from sekisho.rulebook.entries.records import Clock, Clocks, Kept, Reader, Retention
from sekisho.rulebook.entries.shares import Share
from sekisho.rulebook.entries.software import Browsers, PcSettings, Program, Software
from sekisho.rulebook.entries.stages import GateStage, NeverRefused
from sekisho.rulebook.entries.support import Support
from sekisho.rulebook.entries.web import Category, Proxy, Uploads, Web, WebException
from sekisho.rulebook.entries.wireless import Wireless, WirelessNetwork
from sekisho.rulebook.entries.zones import Flow, Zone

__all__ = [
    "Asset",
    "Browsers",
    "Category",
    "Clock",
    "Clocks",
    "Device",
    "Encryption",
    "EncryptionRule",
    "Flow",
    "GateStage",
    "Holder",
    "Interval",
    "Kept",
    "Mail",
    "MailRule",
    "NamedDate",
    "NeverRefused",
    "Notice",
    "Partner",
    "PcSettings",
    "Permission",
    "Person",
    "Program",
    "Proxy",
    "Reader",
    "Retention",
    "Revision",
    "Share",
    "Software",
    "Support",
    "Thresholds",
    "Town",
    "Uploads",
    "Web",
    "WebException",
    "Wireless",
    "WirelessNetwork",
    "Zone",
]
