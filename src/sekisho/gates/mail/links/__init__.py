"""Where the links of a mail lead, and what the town's lists say of it."""
