"""Single computers cut off for a time, whatever the zones allow them."""
