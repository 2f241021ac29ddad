"""The truth test: random cases by an officer's acts, and an oracle of the raw events that every sentence is held to.

``oracle`` and ``published`` share no code with the program; ``raw`` reads the rows; ``acts`` does what an officer does;
``said`` turns papers, pages and files into plain sentences; ``compare`` holds those to the oracle; ``mutations`` puts
back lies that were told before.
"""
