"""The measured process: all contestants on one simulated gateway behind Jetty, in one JVM. Jython only."""
