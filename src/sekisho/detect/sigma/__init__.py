"""Sigma: rules read with pySigma, asked of the events as SQL.

Specification followed: https://sigmahq.io/docs/ (rules 2.0, modifiers, taxonomy, correlations).
"""
