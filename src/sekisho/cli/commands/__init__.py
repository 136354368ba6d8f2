"""One command a module: ``NAME``, ``arguments`` and ``run``."""
