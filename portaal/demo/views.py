"""Demo only: log in as anyone by one click, and walk the year forward."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import RegelFout
from partijen.models import Gebruiker, Rol
from partijen.permissions import openbaar
from partijen.states import LANDELIJK
from portaal.demo.cast import WACHTWOORD
from portaal.demo.reis import GEMIST, HALTES, VOORTGANG, begin_opnieuw, volgende_haltes
from portaal.demo.tasks import reis as reistaak


@openbaar
def demo(request):
    """Everyone of the demo: staff per uitvoerder, the others by name."""
    rijen = Rol.objects.select_related("gebruiker", "organisatie", "uitvoerder").order_by("pk")
    per_uitvoerder = {}
    for rol in rijen.filter(uitvoerder__isnull=False).order_by("uitvoerder__naam", "pk"):
        per_uitvoerder.setdefault(rol.uitvoerder, []).append(rol)
    context = {
        "uitvoerders": per_uitvoerder.items(),
        "landelijk": rijen.filter(soort__in=LANDELIJK),
        "organisaties": rijen.filter(organisatie__isnull=False).order_by("organisatie__statutaire_naam"),
        "wachtwoord": WACHTWOORD,
    }
    return render(request, "portaal/demo.html", context)


@openbaar
@require_POST
def inloggen(request, pk):
    """Log in as this person, with a fresh login as if the password was just given."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk)
    logout(request)
    login(request, gebruiker, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, gebruiker, "password", email=gebruiker.email, reauthenticated=True)
    return redirect("mijn")


@openbaar
@require_POST
def reizen(request):
    """Start the journey to a milestone in the worker, once at a time."""
    nummers = {str(nummer): nummer for nummer, _ in volgende_haltes()}
    if request.POST.get("halte") not in nummers:
        raise RegelFout("Kies een moment dat nog moet komen. De klok van de demo gaat alleen vooruit.")
    if cache.add(VOORTGANG, {"klaar": 0, "totaal": 1, "naam": "De klok gaat lopen"}, timeout=600):
        reistaak.delay(nummers[request.POST["halte"]])
    return redirect("demo_onderweg")


@openbaar
def onderweg(request):
    """Progress of the journey; the page refreshes itself, also without JavaScript."""
    voortgang = cache.get(VOORTGANG)
    if voortgang is None:
        gemist = cache.get(GEMIST, [])
        cache.delete(GEMIST)
        for tekst in gemist:
            messages.warning(request, f"Dit bleef onderweg liggen. {tekst}")
        if not gemist:
            messages.success(request, "U bent aangekomen. De klok van het portaal staat boven aan de pagina.")
        return redirect("demo")
    response = render(request, "portaal/onderweg.html", {"voortgang": voortgang, "aantal": len(HALTES)})
    response["Refresh"] = "2"
    return response


@openbaar
@require_POST
def opnieuw(request):
    """Back to the start state."""
    logout(request)
    begin_opnieuw()
    return redirect("demo")
