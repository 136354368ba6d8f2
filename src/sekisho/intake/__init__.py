"""The one road in: receive, keep the bytes, read, seal."""
