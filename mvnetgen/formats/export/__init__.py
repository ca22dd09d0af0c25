"""
What `az` answers about workspaces that run: ``az ml workspace show``, ``az resource show``, ``az rest``, ``az graph query``.

It is recognized by its content. What is absent in it is absent in Azure; what this kind of answer does not show is unknown,
and nobody wrote any of it, so nothing in it is spelled wrongly.
"""
