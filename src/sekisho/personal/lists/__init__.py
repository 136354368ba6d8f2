"""Lists of a document: which rows belong together, the people they name, their households."""
