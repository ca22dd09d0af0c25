"""Two versions of what is declared → what the change does to each workspace."""
