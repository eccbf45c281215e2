"""One row per act of two people: the world just before the second step, and the click of the second person."""
