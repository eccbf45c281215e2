"""Turns refusals into a page in plain Dutch (4xx) and marks what comes from the web."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import render

from kern import herkansing
from kern.db import is_botsing
from kern.fouten import RegelFout
from kern.log import herkomst

METHODEN = ["GET", "HEAD", "POST"]  # no page of the portal knows another, and TRACE sends back what it gets (B54)


class KoppenMiddleware:
    """What Django has no setting for: no other site may embed or read an answer, and no page asks for a device."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        return response


class FoutenMiddleware:
    """A RegelFout that no form caught becomes a 409 page; nothing of the request was stored. A collision in the
    database is tried again first (F20)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with herkomst("web"):
            if request.method not in METHODEN:
                return HttpResponseNotAllowed(METHODEN)
            if _heeft_nul(request):
                return render(request, "400.html", status=400)
            if _is_te_groot(request):
                return render(request, "413.html", status=413)
            response = herkansing.let_op(request, self.get_response)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request, exception):
        try:
            if is_botsing(exception):
                return herkansing.doe_over(request)
        except RegelFout as fout:
            exception = fout
        if isinstance(exception, RegelFout):
            return render(request, "409.html", {"tekst": exception.tekst}, status=409)
        return None


def _heeft_nul(request) -> bool:
    """Whether the address holds a NUL, which no address of ours does and the database cannot look for (B48)."""
    return "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


def _is_te_groot(request) -> bool:
    """Whether the body passes a limit of the settings. Reads it here: later on Django would say 400 (B5)."""
    try:
        return request.POST is None
    except (RequestDataTooBig, TooManyFilesSent):
        return True
    except UnreadablePostError:  # the line was cut; the check on csrf refuses what is left
        return False
