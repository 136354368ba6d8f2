"""Lists of hosts and addresses by others, built into one file that is mapped, not read."""
