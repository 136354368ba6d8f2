"""Forms filled in: labels with the values beside or below them, by sections."""
