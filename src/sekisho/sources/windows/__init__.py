"""Windows events in every form they come in: one road from the event to the columns.

``rendered`` (EVTX and XML), ``beats`` and ``flat`` take an event's JSON apart; ``record`` puts
the head and the map ``fields`` together, the same way for all of them.
"""
