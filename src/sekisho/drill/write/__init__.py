"""One writer for each real program, in the bytes that program writes."""
