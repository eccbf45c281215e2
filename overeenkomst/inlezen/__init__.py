"""Reading the official text and the list of regions, pure."""
