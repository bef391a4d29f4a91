"""The version of this API, in one place: the build, the status and the log read it here."""

VERSION = "0.1.0"
