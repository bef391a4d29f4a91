"""Reaches a module by `import package.module`."""

import webdevprobe.forms.leaf

REACHED = webdevprobe.forms.leaf.REACHED
