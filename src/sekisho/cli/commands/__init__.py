"""One command a module, named like it: ``arguments`` and ``run``."""
