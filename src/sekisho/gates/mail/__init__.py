"""The mail gate: what comes in is judged by what it is, not by what it calls itself."""
