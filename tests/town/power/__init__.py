"""The power goes: what Sekisho promised to keep must lie on a disk that forgets the rest."""
