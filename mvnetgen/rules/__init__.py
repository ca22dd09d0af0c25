"""What the linter knows to be wrong: one rule a file, by group, and the questions that several rules ask."""
