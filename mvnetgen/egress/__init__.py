"""One estate → what may leave each network and for how much, and whether a host is reached. Nothing here reads or prints."""
