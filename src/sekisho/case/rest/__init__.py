"""What inventories name and nothing else tells of: summed, and to be recounted."""
