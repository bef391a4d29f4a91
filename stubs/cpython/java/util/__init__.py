"""java.util: Date and the few other names that shipped code touches."""

from java.util._date import Date

__all__ = ["Date"]
