"""UDT instances: what a definition, its parents, the instance's overrides and the parameters add up to."""


def expand(tree, parent, described):
    """The instance with all members."""
    return described
