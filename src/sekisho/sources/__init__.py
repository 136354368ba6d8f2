"""One reader per format: bytes in, typed events out, and a count of what it could not read.

A source is a module with a ``SOURCE`` (see ``contract``); ``registry`` finds them all.
"""
