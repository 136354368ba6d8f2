"""The locks that packers put on archives: 7z and RAR (4 and 5) under a password.

Each format's file reads the frame of an archive, finds the password, and lays out the same archive
without its encryption, piece by piece as it is read, for libarchive, which knows the packing.
"""
