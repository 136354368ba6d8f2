"""Where heavy work runs: this machine now, a cluster later. Imports nothing but events."""
