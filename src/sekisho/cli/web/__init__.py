"""``sekisho web ACT``: one module an act."""
