"""What the other modules of this package try to reach, each in its own way."""

REACHED = True
