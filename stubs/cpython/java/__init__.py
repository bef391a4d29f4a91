"""Stand-ins for the few Java names that shipped code touches, for CPython's path only.

On Jython the real packages are used: these folders must never be on its path.
"""
