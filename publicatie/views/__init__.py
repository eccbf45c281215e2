"""Screens of step 1: public pages, and the making of a round."""
