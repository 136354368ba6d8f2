"""Acts of ``sekisho notice``."""
