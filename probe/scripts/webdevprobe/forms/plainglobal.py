"""Reaches a module by its dotted global, without an import."""

REACHED = webdevprobe.forms.leaf.REACHED
