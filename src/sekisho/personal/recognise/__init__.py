"""Recognisers: pieces of text that are personal information, each kind in its own file."""

from sekisho.personal.recognise.contract import Find, Recogniser
from sekisho.personal.recognise.registry import recogniser_of, recognisers
from sekisho.personal.recognise.scan import finds_in, finds_of

__all__ = ["Find", "Recogniser", "finds_in", "finds_of", "recogniser_of", "recognisers"]
