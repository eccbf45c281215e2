"""A request as it reaches the view of a dossier, for who calls a function of one directly."""

from django.contrib.auth.models import AnonymousUser
from django.urls import resolve, reverse


def verzoek(maak, wie=None):
    """`maak`: a method of RequestFactory; `wie`: who asks, else nobody."""
    adres = reverse("dossier", args=["X"])
    request = maak(adres)
    request.user, request.resolver_match = wie or AnonymousUser(), resolve(adres)
    return request
