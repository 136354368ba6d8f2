"""Papers of town offices, hamlets, schools and clubs, by a fourth author.

Written without sight of the recognisers, their rules, tests and documents, and without the papers,
layouts and lists of names of the three authors before; shared are the form of the truth
(``office_corpus.truth``) and the call of LibreOffice (``office_corpus.convert``) alone.

**What is in it.** Rosters and ledgers (``papers/rosters.txt``: columns in the words of those who
keep them; ``shapes``: how such a list is laid out), lists of households (``hamlets``), forms, filled
and empty, letters, records, mails, minutes and circulars (``papers/*.txt``, written as they look;
``prose``). Municipalities and their hamlets are real, all persons and numbers are invented
(``folk``, ``lexicon/``): surnames of every rarity and of several regions, given names from Meiji
to these days, old characters, kana, residents from abroad in katakana, Latin and kanji.

**Truth.** Whoever writes a value into a paper marks it there (``paper``); the marks are taken out
when the file is written, so that the truth is what was put in. A paper is made anew until its
true values stand only where they were marked. Private persons are those named whole (or by given
name below the head of their house); officials, staff, teachers and doctors without private data
are none. Readings beside a name are not asked for; where kana is the only form of a name, it is.
Addresses run from the first word that stands to house number, house and room, without post code.
〃 and 同上 are no values. Households are counted only where a paper shows them.

**Halves.** Even seeds are for tuning, odd ones held out, and so are layouts: the papers of each
genre are put in the order of the SHA-256 of their names and dealt in turn to the two halves
(``halves``). No layout is in both: the held-out half has other forms, other headings and other
shapes of lists than the half for tuning. Held-out files bear numbers as names.
"""
