"""Papers of small town offices and their hamlets, by a fifth author.

Written without sight of the recognisers, their rules, tests and documents, and without the papers,
layouts and lists of names of the four authors before. Shared are the form of the truth
(``office_corpus.truth``), the call of LibreOffice (``office_corpus.convert``) and what holds no
words: marks, files and the dealing of halves (``office_corpus_fourth``: ``marks``, ``pages``,
``sheets``, ``press``).

**What is in it.** Lists of persons (``papers/rolls.txt``: columns in the words of those who keep
them; ``shapes``: how they are laid out), lists of households (``houses`` of the office, ``hamlets``
of neighbours), forms, filled and empty, letters, mails, records, minutes and circulars
(``papers/*.txt``, written as they look; ``slots``: what is filled in). Municipalities and hamlets
are real; all persons and their numbers are invented (``folk``, ``lexicon/``).

**Truth.** Whoever writes a value into a paper marks it there; the marks are taken out when the
file is written. A paper is made anew until its true values stand only where they were marked.
Private persons are those named whole, or by given name below or beside the head of their house;
officials, staff, teachers and doctors without private data are none, nor are authors of books,
pets and the names of groups. Readings beside a name are not asked for; where kana is the only form
of a name, it is. Addresses run from the first word that stands to house number, house and room,
without post code; a hamlet alone is none. 〃 and 同上 are no values.

Households are counted only where a paper shows them: in a list of households as many as it lists,
empty houses left out; in a form that asks for all of a household, one. A child that lives far
away and is named as whom to call is a person and no household of the list.

**Halves.** Even seeds are for tuning, odd ones held out, and so are layouts: those of each genre
are dealt in turn in the order of the SHA-256 of their names. Held-out files bear numbers as names.
"""
