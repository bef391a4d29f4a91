"""Stand-ins for javax.net.*, for CPython alone."""
