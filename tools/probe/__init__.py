"""`make probe` and `make probe-ask`: a small project for a real gateway that answers what is not known of it.

The project's own sources are in probe/.
"""
