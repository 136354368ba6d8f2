"""What the columns of a table hold: by their headings, or by their cells."""
