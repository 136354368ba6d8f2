"""The inventory: for every document under some folders, whose data it holds and where it lies."""
