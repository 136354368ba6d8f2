"""What ``sekisho personal`` can do: one act a module, named like it."""
