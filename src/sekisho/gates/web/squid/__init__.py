"""Squid as the web gate: its configuration, its pages, and what asks Sekisho."""
