"""From answers to signs, strengths, the readings of the law, and the reasons for each."""
