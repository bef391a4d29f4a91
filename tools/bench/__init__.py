"""Performance: what the API costs on Jython and Jetty (`make bench`), and whether it holds out (`make soak`)."""
