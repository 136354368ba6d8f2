"""A file that a person keeps, read by a form: the rulebook, the case sheet and their like.

YAML text to a tree with places, the tree to data as the form's JSON Schema wants it, each value
in one notation, every mistake with its place and what was probably meant, and typed entries out
of the result. What a certain form says stands in the room that owns it.
"""
