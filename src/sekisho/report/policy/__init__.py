"""The rulebook as papers of the office: 対策基準, 実施手順, 新旧対照表, 様式.

Every sentence that states a rule is made from the same value the gates are made from, so that
text and enforcement cannot differ.
"""
