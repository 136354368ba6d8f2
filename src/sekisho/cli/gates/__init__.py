"""``sekisho gates ACT``: one module an act."""
