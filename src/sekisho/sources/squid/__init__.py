"""Squid: its access logs in any ``logformat``, and its ``squid.conf``."""
