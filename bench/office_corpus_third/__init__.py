"""Papers of a small town office and of people who write to it, by a third author.

Written without looking at the recognisers, their rules and tests, or at the papers of the first
two authors; only the form of the truth is shared. Names, places and papers come from what the
author knows of Japanese municipalities: the municipalities are real, all persons are invented.
"""
