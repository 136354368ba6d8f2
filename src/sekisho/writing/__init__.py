"""The papers of the day, written from a case folder however little lies in it yet.

Above the report, below terminal and console, so that both do the same work.
"""
