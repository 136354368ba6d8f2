"""Histories of browsers: SQLite databases, always opened as a private copy."""
