"""The state of the portal: what is measured, when a light changes, and who hears of it (R13, F8, F13, F18)."""
