"""Maps and lists of Java: to Python neither dict nor list, though they can be subscripted and iterated."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Iterator
from typing import Any


class Collection:
    pass


class List(Collection):
    pass


class Map:
    pass


class ArrayList(List):
    def __init__(self, elements: Iterable = ()) -> None:
        self._elements = list(elements)

    def add(self, element: Any) -> bool:
        self._elements.append(element)
        return True

    def get(self, index: int) -> Any:
        return self._elements[index]

    def size(self) -> int:
        return len(self._elements)

    def isEmpty(self) -> bool:
        return not self._elements

    def contains(self, element: Any) -> bool:
        return element in self._elements

    def toString(self) -> str:
        return f"[{', '.join(str(element) for element in self._elements)}]"

    __str__ = toString

    def __iter__(self) -> Iterator:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __getitem__(self, index: int) -> Any:
        return self._elements[index]


class Entry:
    def __init__(self, key: Any, value: Any) -> None:
        self._pair = key, value

    def getKey(self) -> Any:
        return self._pair[0]

    def getValue(self) -> Any:
        return self._pair[1]


class HashMap(Map):
    """As Jython shows it: subscripts, `in`, len and iteration over the keys."""

    def __init__(self, entries: Any = ()) -> None:
        self._lock = threading.RLock()
        self._entries = dict(entries._entries if isinstance(entries, HashMap) else entries)

    def get(self, key: Any, default: Any = None) -> Any:
        return self._entries.get(key, default)

    def getOrDefault(self, key: Any, default: Any) -> Any:
        return self._entries.get(key, default)

    def put(self, key: Any, value: Any) -> Any:
        with self._lock:
            before = self._entries.get(key)
            self._entries[key] = value
            return before

    def remove(self, key: Any, *value: Any) -> Any:
        """With a value: only where the key has that one; tells whether it had."""
        with self._lock:
            if not value:
                return self._entries.pop(key, None)
            return self._entries.get(key) == value[0] and self._entries.pop(key, None) is not None

    def putIfAbsent(self, key: Any, value: Any) -> Any:
        with self._lock:
            before = self._entries.get(key)
            if before is None:
                self._entries[key] = value
            return before

    def entrySet(self) -> list[Entry]:
        with self._lock:
            return [Entry(key, value) for key, value in self._entries.items()]

    def containsKey(self, key: Any) -> bool:
        return key in self._entries

    def keySet(self) -> list:
        with self._lock:
            return list(self._entries)

    def values(self) -> list:
        with self._lock:
            return list(self._entries.values())

    def size(self) -> int:
        return len(self._entries)

    def isEmpty(self) -> bool:
        return not self._entries

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def toString(self) -> str:
        return "{" + ", ".join(f"{key}={self._entries[key]}" for key in self.keySet()) + "}"

    __str__ = toString

    def __getitem__(self, key: Any) -> Any:
        return self._entries[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.put(key, value)

    def __delitem__(self, key: Any) -> None:
        with self._lock:
            del self._entries[key]

    def __contains__(self, key: Any) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator:
        return iter(self.keySet())

    def __len__(self) -> int:
        return len(self._entries)


class UUID:
    def __init__(self, value: uuid.UUID) -> None:
        self._value = value

    @staticmethod
    def randomUUID() -> UUID:
        return UUID(uuid.uuid4())

    @staticmethod
    def fromString(text: str) -> UUID:
        return UUID(uuid.UUID(text))

    def toString(self) -> str:
        return str(self._value)

    __str__ = toString
    __repr__ = toString

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UUID) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


for _name in ("Collection", "List", "Map", "ArrayList", "HashMap", "UUID"):
    globals()[_name].__module__ = "java.util"
