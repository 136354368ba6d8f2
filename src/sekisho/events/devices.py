"""The kind of records of devices that were plugged in, where Windows is not the one who tells."""

from __future__ import annotations

import pyarrow as pa

from sekisho.events.columns import REPEATED, TEXT, TEXTS
from sekisho.events.kind import Kind

DEVICE = Kind(
    "device",
    pa.schema(
        [
            ("device.vendor_id", TEXT),
            ("device.product_id", TEXT),
            ("device.serial_number", TEXT),
            ("device.name", TEXT),
            ("device.interfaces", TEXTS),
            ("device.port", TEXT),
            ("device.verdict", REPEATED),
        ]
    ),
)
"""One thing that befell a USB device. ``event.action``: insert, present (it was there when the
guard began), remove, decide or other; ``device.verdict``: allow, block or reject, as it stood or
was decided; vendor and product are four hexadecimal digits in capitals; the serial number is empty
where the device has none and null where the record hides it; an interface is class, subclass and
protocol (``08:06:50``)."""
