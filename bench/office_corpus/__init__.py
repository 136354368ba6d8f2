"""Papers of a Japanese town office with known truth, by means of their own.

Nothing here imports, reads or was written with a look at ``sekisho.personal``: headings, names and
layouts come from how offices write, so that a reader and a writer cannot share a mistake.
"""
