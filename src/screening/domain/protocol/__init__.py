"""One edition of the questions and rules, its conditions, and whether it is sound."""
