"""Reaches a module by `from package import module`."""

from webdevprobe.forms import leaf

REACHED = leaf.REACHED
