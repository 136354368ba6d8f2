"""How records are fetched on the day: the folder for the stick, made from plans kept as data.

Nothing here runs on this machine. What is written runs elsewhere with what is there: Windows
PowerShell 5.1, a POSIX shell, the menus of a firewall. What it collects has one form of manifest
(``docs/formats/collection.md``), which ``sekisho.sources.collection`` reads.
"""
