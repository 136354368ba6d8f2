"""An incident under investigation: pure functions from tables to facts."""
