"""The functions of ARM expressions, which Bicep compiles to: one module per family; `call.py` lists the families."""
