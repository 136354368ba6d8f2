"""Stored mail: single messages and mailboxes, as the kind ``message``."""
