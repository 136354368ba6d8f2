"""The account of an outbreak: received, refused, delivered, opened, executed, contacted,
detected, cleaned: for each copy, computer and network, in numbers that add up.

What has no source is unknown and never zero; where two sources disagree, that is said.
"""
