"""The language server: what editors show while somebody types, over the protocol of language servers."""
