"""The dates of a round for one's own calendar."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from partijen.permissions import openbaar
from publicatie import queries
from publicatie.agenda import agenda


@openbaar
def ronde_agenda(request, code):
    """Calendar file (RFC 5545) of a public round."""
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    antwoord = HttpResponse(agenda(ronde), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{ronde.code}.ics"'
    return antwoord
