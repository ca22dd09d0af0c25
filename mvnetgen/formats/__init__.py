"""What the values of each format mean: from documents to the model."""
