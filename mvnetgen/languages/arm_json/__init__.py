"""ARM templates as a language: JSON with expressions, evaluated into deployed resources. Knows no Azure resource."""
