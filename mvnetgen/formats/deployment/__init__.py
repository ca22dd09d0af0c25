"""What Bicep files and ARM templates deploy, as estates."""
