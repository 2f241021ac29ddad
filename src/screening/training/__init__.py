"""Practice on invented people: a talk, its feedback, a class of tables. Nothing in it can become a case."""
