"""java.util: Date and the few other names that shipped code touches."""

from java.util._base64 import Base64
from java.util._collections import UUID, ArrayList, Collection, HashMap, List, Map
from java.util._date import Date

__all__ = ["UUID", "ArrayList", "Base64", "Collection", "Date", "HashMap", "List", "Map"]
