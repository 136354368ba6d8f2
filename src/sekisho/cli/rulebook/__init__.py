"""The acts of ``sekisho rulebook``, a module each."""
