"""Callers for tests that go in below the front door."""


def operator(library, name="x"):
    """A principal with the built-in role, of the package `project` that is given."""
    roles = library.guard.roles
    return roles.Principal(name, roles.Grants([library.config.roles.BUILT_IN["operator"]]))
