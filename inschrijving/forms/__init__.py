"""Forms of step 2."""
