"""`make run`: the built project on a simulated gateway, with a plant to look at and lines to paste."""
