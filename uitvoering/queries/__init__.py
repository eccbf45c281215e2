"""Reading what was carried out."""
