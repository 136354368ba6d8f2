"""Personal information in documents: whose it is, how many persons and households, what kinds."""

from sekisho.personal.bounds import Bounds, DocumentCount, Reason
from sekisho.personal.count import count_all, count_document

__all__ = ["Bounds", "DocumentCount", "Reason", "count_all", "count_document"]
