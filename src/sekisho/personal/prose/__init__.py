"""People in running text: which names count, and why."""
