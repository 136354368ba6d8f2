"""Names of persons and places in running text, by what was learned from labelled sentences.

Everything is arithmetic on whole arrays of characters: no tokeniser, no loop over characters.
``lexicon.npz`` (words and word vectors) and ``model.npz`` (what was learned) are data with licences
of their own; their notices lie beside them.
"""

from sekisho.personal.names.tagger import Span, spans_in

__all__ = ["Span", "spans_in"]
