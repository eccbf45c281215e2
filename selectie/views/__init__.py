"""Screens of steps 5 and 6, one subject per file."""

from django.urls import reverse


def kruimels(*verder):
    return [("Mijn werk", reverse("mijn_werk")), ("Regio’s", reverse("regioselecties")), *verder]


def regiokruimels(toewijzing, *verder):
    return kruimels((toewijzing.regio.naam, reverse("regioselectie", args=[toewijzing.pk])), *verder)
