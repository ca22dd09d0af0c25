"""Bicep as a language: text, syntax tree, values with places. Nothing in here knows what a resource means."""
