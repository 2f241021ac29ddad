"""The pages of practice: a talk with an invented person, and a class."""
