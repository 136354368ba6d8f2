"""漏えい等報告: the questions of the law and its clock. Never decided here, always by a person.

``law.yaml`` holds thresholds, items and deadlines as dated data with their sources; ``weigh``
puts the questions to what the case sheet and the records say, ``clock`` counts the days.
"""
