"""周知: notices to the staff, and who is on record to have received and confirmed them."""
