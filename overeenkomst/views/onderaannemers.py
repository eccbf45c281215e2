"""Onderaannemers: the list and the page of one as each side sees it, the report, and the acts of both sides (A70)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from inschrijving.models import Inschrijving
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from overeenkomst import actions
from overeenkomst.forms.onderaannemer import (
    AntwoordForm,
    BeginForm,
    DaadForm,
    EindForm,
    InlichtingForm,
    IntrekForm,
    MeldForm,
    OnderaannemerFilter,
    ToetsForm,
    VraagForm,
)
from overeenkomst.models import Onderaannemer, Overeenkomst
from overeenkomst.queries import onderaannemers
from overeenkomst.rules.onderaannemer import Melding
from overeenkomst.states import LOPENDE_ONDERAANNEMERS, Kant, Onderaannemerstatus, Status
from overeenkomst.tabellen.onderaannemer import KOPPEN, OnderaannemerTabel, exportrijen
from overeenkomst.views import NIET_GELDIG
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50
S = Onderaannemerstatus
GETEKEND = (Status.GETEKEND, Status.VAN_KRACHT)


@dataclass(frozen=True)
class Daad:
    """An act on the page of an onderaannemer. `bij`: the statuses in which it is there; `voorop`: not folded away."""

    titel: str
    form: type[DaadForm]
    doe: Callable[..., object]
    gedaan: str
    bij: frozenset[Onderaannemerstatus]
    voorop: bool = False
    bij_open_vraag: bool | None = None


EINDE = Daad(
    "Beëindigen",
    EindForm,
    actions.beeindig_onderaannemer,
    "De onderaannemer is beëindigd.",
    frozenset({S.AKKOORD, S.BEGONNEN}),
)
VAN_ZORGKANTOOR: Mapping[str, Daad] = {
    "antwoord": Daad(
        "Antwoorden op de melding",
        AntwoordForm,
        actions.beantwoord_onderaannemer,
        "Uw antwoord is vastgelegd. De organisatie krijgt bericht.",
        frozenset({S.GEMELD}),
        voorop=True,
    ),
    "toets": Daad(
        "Een eis toetsen", ToetsForm, actions.toets_onderaannemer, "Uw oordeel is vastgelegd.", LOPENDE_ONDERAANNEMERS
    ),
    "vraag": Daad(
        "Meer informatie vragen",
        VraagForm,
        actions.vraag_naar_onderaannemer,
        "De organisatie krijgt uw vraag.",
        LOPENDE_ONDERAANNEMERS,
        bij_open_vraag=False,
    ),
    "einde": EINDE,
}
VAN_ORGANISATIE: Mapping[str, Daad] = {
    "inlichting": Daad(
        "De vraag van het zorgkantoor beantwoorden",
        InlichtingForm,
        actions.beantwoord_onderaannemervraag,
        "Het zorgkantoor krijgt uw antwoord.",
        LOPENDE_ONDERAANNEMERS,
        voorop=True,
        bij_open_vraag=True,
    ),
    "begin": Daad(
        "Het begin vastleggen",
        BeginForm,
        actions.begin_onderaannemer,
        "Het begin is vastgelegd.",
        frozenset({S.AKKOORD}),
        voorop=True,
    ),
    "intrekken": Daad(
        "Melding intrekken",
        IntrekForm,
        actions.trek_melding_in,
        "De melding is ingetrokken.",
        frozenset({S.GEMELD}),
    ),
    "einde": EINDE,
}
DADEN = {Kant.ZORGKANTOOR: VAN_ZORGKANTOOR, Kant.ORGANISATIE: VAN_ORGANISATIE}
BLADZIJDE = {Kant.ZORGKANTOOR: "onderaannemer", Kant.ORGANISATIE: "mijn_onderaannemer"}
LIJST = {Kant.ZORGKANTOOR: "onderaannemers", Kant.ORGANISATIE: "mijn_onderaannemers"}
MAG_DOEN = {Kant.ZORGKANTOOR: Recht.BRIEF_OPSTELLEN, Kant.ORGANISATIE: Recht.INDIENEN}


def _rijen(request: HttpRequest, kant: Kant, recht: Recht | None = None) -> QuerySet[Onderaannemer]:
    alle = Onderaannemer.objects.all()
    if kant == Kant.ZORGKANTOOR:
        return onderaannemers.met_namen(alle.voor_staf(request.user, recht or Recht.BRIEF_ZIEN))
    return onderaannemers.met_namen(alle.van_organisatie(request.user, recht or Recht.BESLISSING_ONTVANGEN))


def _lijst(request: HttpRequest, kant: Kant) -> HttpResponse:
    """Filter, sort, pages of 50; what waits on an answer stands first."""
    filter_ = OnderaannemerFilter(request.GET, queryset=_rijen(request, kant))
    tabel = OnderaannemerTabel(filter_.qs, kant=kant)
    tabel.export_url = f"{reverse(f'{LIJST[kant]}_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {"filter": filter_, "tabel": tabel, "kant": kant}
    if kant == Kant.ORGANISATIE:
        context["te_melden"] = _te_melden(request).filter(status__in=GETEKEND)
    return render(request, "overeenkomst/onderaannemers.html", context)


def _te_melden(request: HttpRequest) -> QuerySet[Overeenkomst]:
    """The overeenkomsten for which this user may report one, once they are signed."""
    eigen = Inschrijving.objects.van_organisatie_van(request.user, Recht.INDIENEN)
    rijen = Overeenkomst.objects.filter(inschrijving__in=eigen, aangeboden_op__isnull=False)
    return rijen.select_related("inschrijving__uitvoerder", "inschrijving__ronde").order_by("pk")


def _export(request: HttpRequest, kant: Kant) -> HttpResponse:
    rijen = OnderaannemerFilter(request.GET, queryset=_rijen(request, kant)).qs.order_by("wacht", "vanaf", "naam")
    inhoud = maak_werkboek("Onderaannemers", KOPPEN, exportrijen(rijen), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="onderaannemers.xlsx"'
    return antwoord


def _toon(request: HttpRequest, rij: Onderaannemer, kant: Kant, **forms: DaadForm) -> HttpResponse:
    """One onderaannemer, with the acts that this user may do now; `forms`: by name, what was typed and refused."""
    vragen = list(rij.vragen.select_related("gevraagd_door", "beantwoord_door"))
    open_vraag = any(vraag.beantwoord_op is None for vraag in vragen)
    mag = bevoegdheid(request.user).mag(MAG_DOEN[kant])
    daden = [
        (daad, forms.get(naam) or daad.form(rij=rij, actie=_adres(kant, rij, naam)))
        for naam, daad in DADEN[kant].items()
        if mag and (naam in forms or (rij.status in daad.bij and daad.bij_open_vraag in (None, open_vraag)))
    ]
    context = {
        "rij": rij,
        "kant": kant,
        "vragen": vragen,
        "toetsen": rij.toetsen.select_related("eis", "door"),
        "uren": onderaannemers.uren_per_regio(rij),
        "daden": daden,
        "voorbij": rij.status == S.GEMELD and rij.vanaf <= klok.vandaag(),
        "kruimels": [("Onderaannemers", reverse(LIJST[kant])), (rij.naam, "")],
    }
    return render(request, "overeenkomst/onderaannemer.html", context, status=NIET_GELDIG if forms else 200)


def _adres(kant: Kant, rij: Onderaannemer, daad: str) -> str:
    return reverse(f"{BLADZIJDE[kant]}_daad", args=[rij.pk, daad])


def _doe(request: HttpRequest, pk: int, naam: str, kant: Kant) -> HttpResponse:
    """One act by its name; what was typed stays when it is refused."""
    if (daad := DADEN[kant].get(naam)) is None:
        raise Http404
    rij = get_object_or_404(_rijen(request, kant, MAG_DOEN[kant]), pk=pk)
    form = daad.form(request.POST, rij=rij, actie=request.path)
    if gelukt(form, lambda velden: daad.doe(onderaannemer_id=rij.pk, door=request.user, **velden)):
        messages.success(request, daad.gedaan)
        return redirect(BLADZIJDE[kant], pk)
    return _toon(request, rij, kant, **{naam: form})


@vereist(Recht.BRIEF_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every onderaannemer that was reported at the own uitvoerder."""
    return _lijst(request, Kant.ZORGKANTOOR)


@vereist(Recht.BRIEF_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    return _export(request, Kant.ZORGKANTOOR)


@vereist(Recht.BRIEF_ZIEN)
def onderaannemer(request: HttpRequest, pk: int) -> HttpResponse:
    """One report for staff."""
    rij = get_object_or_404(_rijen(request, Kant.ZORGKANTOOR), pk=pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, Kant.ZORGKANTOOR)


@vereist(Recht.BRIEF_OPSTELLEN)
@require_POST
def doe(request: HttpRequest, pk: int, daad: str) -> HttpResponse:
    """An act of the zorgkantoor."""
    return _doe(request, pk, daad, Kant.ZORGKANTOOR)


@vereist(Recht.BESLISSING_ONTVANGEN)
def eigen_lijst(request: HttpRequest) -> HttpResponse:
    """The onderaannemers of the own organisations."""
    return _lijst(request, Kant.ORGANISATIE)


@vereist(Recht.BESLISSING_ONTVANGEN)
def eigen_export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    return _export(request, Kant.ORGANISATIE)


@vereist(Recht.BESLISSING_ONTVANGEN)
def eigen(request: HttpRequest, pk: int) -> HttpResponse:
    """One own report."""
    return _toon(request, get_object_or_404(_rijen(request, Kant.ORGANISATIE), pk=pk), Kant.ORGANISATIE)


@vereist(Recht.INDIENEN)
@require_POST
def eigen_doe(request: HttpRequest, pk: int, daad: str) -> HttpResponse:
    """An act of the organisation."""
    return _doe(request, pk, daad, Kant.ORGANISATIE)


@vereist(Recht.INDIENEN)
def melden(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Report an onderaannemer for one overeenkomst."""
    overeenkomst = get_object_or_404(_te_melden(request), inschrijving__kenmerk=kenmerk)
    regios = onderaannemers.te_melden_regios(overeenkomst)
    form = MeldForm(request.POST or None, regios=regios)

    def meld(velden):
        gevraagd = {"overeenkomst_id": overeenkomst.pk, "regios": velden.pop("regios"), "door": request.user}
        actions.meld_onderaannemer(melding=Melding(**velden), **gevraagd)

    if gelukt(form, meld):
        messages.success(request, "De onderaannemer is gemeld. Het zorgkantoor krijgt bericht en antwoordt.")
        return redirect("mijn_onderaannemers")
    pad = [("Onderaannemers", reverse("mijn_onderaannemers")), ("Melden", "")]
    context = {"form": form, "overeenkomst": overeenkomst, "kruimels": pad, "open": overeenkomst.status in GETEKEND}
    return render(
        request, "overeenkomst/onderaannemer_melden.html", context, status=NIET_GELDIG if form.errors else 200
    )
