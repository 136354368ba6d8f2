"""Distinct persons and households over documents, by hashes instead of plain values."""
