"""What is sent out by web: bodies of requests, opened and counted before they leave."""
