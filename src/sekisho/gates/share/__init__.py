"""共有の関: who may read and write which share of which server, and from where."""
