"""What is known about Azure: dated tables with their sources, and the few functions that answer from them."""
