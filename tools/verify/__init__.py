"""`make verify`: holds any gateway's answers against the read-only part of the API's contract, over HTTP.

It never writes a tag: see suite/test_writes_refused.py for how it calls the routes that could.
"""
