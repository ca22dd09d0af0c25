"""The way back: an estate, whatever declared it, as the `az ml` YAML of its workspaces."""
