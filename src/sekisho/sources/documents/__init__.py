"""Office documents: paragraphs and table rows, as the kind ``document``."""
