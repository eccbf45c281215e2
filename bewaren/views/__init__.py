"""Screens of keeping and destroying."""

from django.http import HttpResponse

from kern.werkboek import TYPE

NIET_GELDIG = 422
PER_BLADZIJDE = 50
PAGINERING = {"per_page": PER_BLADZIJDE, "silent": True}


def als_excel(inhoud: bytes, naam: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    return antwoord
