"""機器の関: which USB devices may be connected."""
