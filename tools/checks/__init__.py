"""Static checks of the house: each module holds one, takes a tree root and gives faults."""
