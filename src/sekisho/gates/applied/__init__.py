"""What is switched on: files put in place and loaded as one, kept, journalled, taken back."""
