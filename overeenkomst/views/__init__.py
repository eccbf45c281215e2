"""Screens of the overeenkomst."""

NIET_GELDIG = 422
