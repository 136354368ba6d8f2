"""関: the rulebook turned into the files that real systems enforce, stage by stage.

Every gate has a model of its own (what the rulebook allows), targets that say the same in the
words of one system, and a stable code for every refusal.
"""
