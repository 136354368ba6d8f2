"""What a council asks after an outbreak beside its numbers: was it the same as elsewhere, were
staff warned on paper, why were the councillors' computers looked at."""
