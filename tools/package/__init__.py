"""The importable project: how the tree becomes a zip, and every rule that a zip must keep."""
