"""The acts of ``sekisho mail``, a module each."""
