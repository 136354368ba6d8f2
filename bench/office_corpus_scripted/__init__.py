"""Papers out of the folders of small town offices, as scripts, by several authors.

Each (``papers/AUTHOR``) wrote without sight of the recognisers, their rules, tests and documents,
and of the papers and layouts of the authors before. Shared are the form of the truth
(``office_corpus.truth``), the call of LibreOffice (``office_corpus.convert``) and what holds no
words (``office_corpus_fourth``: ``marks``, ``pages``, ``sheets``, ``press``).

**What is in it.** What an office of some 8,000 inhabitants keeps, by how common it is: lists of
persons and of households, exports of the core system, forms, filled and empty, some on squared
paper, letters, mails, records of calls and visits, minutes and circulars. All stand as they look in
``papers/AUTHOR/*.txt`` (``script``: how they are read; ``slots``: what is filled in; ``draw``: how rows of
people become tables). Municipalities and hamlets are real; persons and numbers are invented
(``folk``, ``lexicon/``).

**Truth.** Whoever writes a value into a paper marks it there; the marks are taken out when the
file is written. A paper is made anew until its true values stand only where they were marked.
Private persons are those named whole, or by given name below the head of their house; mayors,
staff, teachers, doctors and members of boards without private data are none, nor are animals,
firms, groups and empty houses in a list. A person named by surname alone is none. Those whose birth
or death the town's paper tells are private. Readings beside a name are not asked for. An address runs
from the first word that stands to house number, house and room, without post code; a hamlet alone
is none, nor is a plot of land. 〃 and 同上 are no values. The numbers of the office and of firms
are nobody's; those of people who are named by surname alone are not written.

Households are counted only in a list of households, as many as it lists, and in a form that asks
for all of a household, one.

**Halves.** Even seeds are for tuning, odd ones held out, and so are papers: those that are near
relatives form a family, and a family is in one half. Common papers come twice as often.
"""
