"""Later knowledge: indicators that arrive after the fact, held against what was recorded."""
