"""java.io: the few names that shipped code touches."""


class StringReader:
    """Characters to read; only other stand-ins look inside."""

    def __init__(self, text: str) -> None:
        self.text = text
