"""What is taken from the places where traces lie, and what makes them leave any."""
