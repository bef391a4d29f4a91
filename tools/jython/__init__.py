"""Jython on a Java virtual machine: what it needs, how it is started, and the tests that run on it."""
