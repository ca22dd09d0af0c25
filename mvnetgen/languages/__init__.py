"""Texts to values with places. Nothing in here knows Azure."""
