"""Syslog files and what travels in them: one framing, and one file a payload in ``payload``."""
