"""For the inkoopmanager: hold a dossier for a court or a lawsuit, and lift that by two people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from bewaren import actions
from bewaren.forms import AanhoudForm, AanhoudingFilter, OpheffenForm
from bewaren.models import Aanhouding
from bewaren.tables import AanhoudingTabel
from bewaren.views import NIET_GELDIG, PAGINERING
from inschrijving.models import Inschrijving
from partijen.permissions import Recht, bevoegdheid, vereist


@vereist(Recht.AANHOUDINGEN_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every hold in reach: filter, sort, pages of 50; and the form for a new one."""
    return _toon_lijst(request)


def _toon_lijst(request: HttpRequest, gepost: AanhoudForm | None = None) -> HttpResponse:
    rijen = Aanhouding.objects.zichtbaar_voor(request.user).select_related("inschrijving__uitvoerder")
    filter_ = AanhoudingFilter(request.GET, queryset=rijen)
    tabel = AanhoudingTabel(filter_.qs)
    RequestConfig(request, paginate=PAGINERING).configure(tabel)
    mag = bevoegdheid(request.user).mag(Recht.AANHOUDEN)
    context = {"filter": filter_, "tabel": tabel, "form": (gepost or _form(request)) if mag else None}
    return render(request, "bewaren/aanhoudingen.html", context, status=NIET_GELDIG if gepost else 200)


def _form(request: HttpRequest) -> AanhoudForm:
    dossiers = Inschrijving.objects.geopend_voor(request.user, Recht.AANHOUDEN)
    gepost = request.POST if request.method == "POST" else None
    return AanhoudForm(gepost, dossiers=dossiers, actie=reverse("aanhouden"))


@require_POST
@vereist(Recht.AANHOUDEN)
def aanhouden(request: HttpRequest) -> HttpResponse:
    """Hold a dossier."""
    form = _form(request)

    def houd(velden: dict[str, object]) -> None:
        actions.houd_aan(inschrijving_id=velden["inschrijving_id"], reden=velden["reden"], door=request.user)

    if not gelukt(form, houd):
        return _toon_lijst(request, form)
    messages.success(request, f"Dossier {form.cleaned_data['kenmerk']} is aangehouden. Het wordt niet vernietigd.")
    return redirect("aanhoudingen")


@vereist(Recht.AANHOUDINGEN_ZIEN)
def aanhouding(request: HttpRequest, pk: int) -> HttpResponse:
    """One hold, with what can be done about it."""
    return _toon(request, _zichtbaar(request, pk, Recht.AANHOUDINGEN_ZIEN))


def _zichtbaar(request: HttpRequest, pk: int, recht: Recht) -> Aanhouding:
    rijen = Aanhouding.objects.zichtbaar_voor(request.user, recht)
    rijen = rijen.select_related("inschrijving__uitvoerder", "door", "opheffen_gevraagd_door", "opgeheven_door")
    return get_object_or_404(rijen, pk=pk)


def _toon(request: HttpRequest, rij: Aanhouding, gepost: OpheffenForm | None = None) -> HttpResponse:
    mag = bevoegdheid(request.user).mag(Recht.AANHOUDEN) and rij.opgeheven_op is None
    gevraagd = rij.opheffen_gevraagd_op is not None
    actie = reverse("aanhouding_opheffen_vragen", args=[rij.pk])
    context = {
        "rij": rij,
        "form": (gepost or OpheffenForm(actie=actie)) if mag and not gevraagd else None,
        "mag_beslissen": mag and gevraagd,
        "eigen_vraag": rij.opheffen_gevraagd_door_id == request.user.pk,
        "kruimels": [("Aanhoudingen", reverse("aanhoudingen")), (rij.inschrijving.kenmerk, "")],
    }
    return render(request, "bewaren/aanhouding.html", context, status=NIET_GELDIG if gepost else 200)


@require_POST
@vereist(Recht.AANHOUDEN)
def opheffen_vragen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to lift it."""
    rij = _zichtbaar(request, pk, Recht.AANHOUDEN)
    form = OpheffenForm(request.POST, actie=request.path)
    if not gelukt(form, lambda velden: actions.vraag_opheffen(aanhouding_id=rij.pk, door=request.user, **velden)):
        return _toon(request, rij, form)
    messages.success(request, "Uw vraag ligt vast. Een collega beslist of de aanhouding weg kan.")
    return redirect("aanhouding", pk)


@require_POST
@vereist(Recht.AANHOUDEN, opnieuw_inloggen=True)
def opheffen(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person agrees."""
    rij = _zichtbaar(request, pk, Recht.AANHOUDEN)
    actions.hef_op(aanhouding_id=rij.pk, gezien=request.POST.get("gezien", ""), door=request.user)
    messages.success(request, "De aanhouding is opgeheven. De gewone bewaartermijn geldt weer.")
    return redirect("aanhouding", pk)


@require_POST
@vereist(Recht.AANHOUDEN)
def opheffen_intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """The hold stays."""
    rij = _zichtbaar(request, pk, Recht.AANHOUDEN)
    actions.trek_opheffen_in(aanhouding_id=rij.pk, door=request.user)
    messages.success(request, "De aanhouding blijft.")
    return redirect("aanhouding", pk)
