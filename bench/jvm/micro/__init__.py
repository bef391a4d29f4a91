"""What single steps cost inside a Jython process, without HTTP: `python -m tools.bench.micro` starts it."""
