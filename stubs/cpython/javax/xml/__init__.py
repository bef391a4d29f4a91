"""Stand-ins for javax.*, for CPython alone."""
