"""Backups: made, and put back on an empty machine (R25, F27). docs/beheer.md says when and by whom."""
