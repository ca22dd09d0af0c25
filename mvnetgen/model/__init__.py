"""The workspace, normalized, and what is declared around it."""
