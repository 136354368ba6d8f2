"""Evidence and events kept so that nobody can change them unseen."""
