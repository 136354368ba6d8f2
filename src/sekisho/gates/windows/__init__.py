"""Settings of Windows as the files that its own tools take: registry.pol, GPO backup, LGPO."""
