"""A device that was plugged in is a record of an act, told by the words of the bus."""

from sekisho.events.devices import DEVICE
from sekisho.events.kinds import KINDS, kind_named


def test_a_device_is_recorded_and_found_by_its_name() -> None:
    assert DEVICE in KINDS
    assert DEVICE.recorded
    assert kind_named("device") is DEVICE
    own = [name for name in DEVICE.columns.names if not name.startswith("device.")]
    assert own == []
