"""One recogniser a file: its ``RECOGNISER`` is found by being here."""
