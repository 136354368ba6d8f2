"""Papers of a town office by a second author, who saw neither the recognisers nor their tests.

Forms and running papers stand as text in ``papers/`` (how: ``template``), lists in ``lists`` and
``registers``. Only the writers of files and the form of the truth are shared with
``office_corpus``.
"""
