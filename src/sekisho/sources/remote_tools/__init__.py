"""Logs that tools for remote control keep on the PC, one reader a form of file."""
