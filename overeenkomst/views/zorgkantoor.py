"""Staff: the list of overeenkomsten, one of them, offering, taking back and signing for the zorgkantoor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.forms import RedenForm
from bekendmaking.views import gelukt
from inschrijving.models import Inschrijving
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from kluis.downloads import als_download
from overeenkomst import actions, document
from overeenkomst.forms.contract import (
    AanbiedForm,
    ContactForm,
    GegevensForm,
    OvereenkomstFilter,
    RegioafspraakForm,
    TekenForm,
)
from overeenkomst.inlezen import vergelijk
from overeenkomst.models import Aanbieding, Contractgegevens, Modeltekst, Overeenkomst
from overeenkomst.queries import contracten, teksten
from overeenkomst.rules import contract as contractregels
from overeenkomst.states import NA_TEKENEN, Kant
from overeenkomst.tabellen.contract import KOPPEN, OvereenkomstTabel, exportrijen, met_stand
from overeenkomst.views import NIET_GELDIG, bladzijde, contact
from overeenkomst.views.geldt import wijzigblok
from partijen.inzage import noteer_inzage
from partijen.models import WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.models import Inkoopronde, Regio

PER_BLADZIJDE = 50
LIJST = ("Overeenkomsten", "overeenkomsten")


def kruimels(*verder: tuple[str, str]) -> list[tuple[str, str]]:
    return [(LIJST[0], reverse(LIJST[1])), *verder]


def _gefilterd(request: HttpRequest) -> OvereenkomstFilter:
    rijen = contracten.van_zorgkantoor(request.user)
    eigen = rijen.order_by().values("pk")
    regios = Regio.objects.filter(toewijzingen__regioinschrijvingen__inschrijving__in=eigen).distinct()
    rondes = Inkoopronde.objects.filter(inschrijvingen__in=eigen).distinct().order_by("code")
    keuzes = {"regios": list(regios.order_by("naam").values_list("sleutel", "naam"))}
    keuzes["rondes"] = [(code, code) for code in rondes.values_list("code", flat=True)]
    return OvereenkomstFilter(request.GET, queryset=rijen, **keuzes)


@vereist(Recht.BRIEF_ZIEN)
def overeenkomsten(request: HttpRequest) -> HttpResponse:
    """Every party that gets an overeenkomst at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = _gefilterd(request)
    tabel = OvereenkomstTabel(filter_.qs)
    tabel.export_url = f"{reverse('overeenkomsten_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    tabel.delen = list(met_stand(rij.record for rij in tabel.paginated_rows))
    bevoegd = bevoegdheid(request.user)
    bereik = {recht: bevoegd.uitvoerders(recht) or [] for recht in (Recht.VRIJGEVEN, Recht.BRIEF_OPSTELLEN)}
    context = {
        "filter": filter_,
        "tabel": tabel,
        "te_laat": contracten.van_zorgkantoor(request.user).filter(te_laat=True).count(),
        "zorgkantoren": WlzUitvoerder.objects.filter(pk__in=bereik[Recht.VRIJGEVEN]),
        "eigen_hulp": WlzUitvoerder.objects.filter(pk__in=bereik[Recht.BRIEF_OPSTELLEN]),
    }
    return render(request, "overeenkomst/overeenkomsten.html", context)


@vereist(Recht.BRIEF_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel with a line per region."""
    rijen = _gefilterd(request).qs.order_by("organisatie__statutaire_naam", "pk")
    inhoud = maak_werkboek("Overeenkomsten", KOPPEN, exportrijen(rijen), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="overeenkomsten.xlsx"'
    return antwoord


def _dossier(request: HttpRequest, kenmerk: str, recht: Recht = Recht.BRIEF_ZIEN) -> Inschrijving:
    eigen = Inschrijving.objects.geopend_voor(request.user, recht).select_related("bestuursverklaring")
    return get_object_or_404(contracten.gegund(eigen), kenmerk=kenmerk)


def _overeenkomst(request: HttpRequest, kenmerk: str, recht: Recht = Recht.VRIJGEVEN) -> Overeenkomst:
    dossiers = Inschrijving.objects.geopend_voor(request.user, recht)
    rijen = Overeenkomst.objects.filter(inschrijving__in=dossiers).select_related("inschrijving__uitvoerder")
    return get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)


@vereist(Recht.BRIEF_ZIEN)
def overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """One overeenkomst: where it is, its document, who signed, whom to call, and its life."""
    dossier = _dossier(request, kenmerk)
    noteer_inzage(dossier, request)
    return _toon(request, dossier)


def _toon(request: HttpRequest, dossier: Inschrijving, **forms) -> HttpResponse:
    context = bladzijde(dossier, Kant.ZORGKANTOOR)
    context |= wijzigblok(request, context["overeenkomst"])
    bevoegd = bevoegdheid(request.user)
    aanbieding = context["aanbieding"]
    if bevoegd.mag(Recht.BRIEF_OPSTELLEN) and context["overeenkomst"]:
        context["contactform"] = ContactForm(actie=reverse("contactpersoon_toevoegen", args=[dossier.kenmerk]))
    if bevoegd.mag(Recht.BEZWAAR_BEHANDELEN) and context["overeenkomst"]:
        context["mag_geschil"] = context["overeenkomst"].status in NA_TEKENEN
    if bevoegd.mag(Recht.VRIJGEVEN):
        context["mag_aanbieden"] = context["stand"] == "aan_te_bieden"
        if context["stand"] == "bij_organisatie" and not context["handtekeningen"]:
            context["intrekform"] = _intrekform(dossier.kenmerk)
        if context["stand"] == "bij_zorgkantoor":
            context["zelf_aangeboden"] = aanbieding.door_id == request.user.pk
            context["tekenform"] = None if context["zelf_aangeboden"] else _tekenform(dossier, aanbieding.hash)
    context |= {"kruimels": kruimels((dossier.partijnaam, "")), **forms}
    return render(request, "overeenkomst/overeenkomst.html", context, status=NIET_GELDIG if forms else 200)


def _intrekform(kenmerk: str, data=None) -> RedenForm:
    actie = reverse("overeenkomst_intrekken", args=[kenmerk])
    return RedenForm(data, actie=actie, knop="Aanbod intrekken", help_text="De organisatie krijgt deze reden te lezen.")


def _tekenform(dossier: Inschrijving, gezien: str, data=None) -> TekenForm:
    begin = {"gezien": gezien, "plaats": ""}
    actie = reverse("overeenkomst_medetekenen", args=[dossier.kenmerk])
    return TekenForm(data, initial=begin, knop="Tekenen voor het zorgkantoor", actie=actie)


@vereist(Recht.VRIJGEVEN)
def aanbieden(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """What the document will say, what is missing, and what is different from the version before; then offer it."""
    dossier = _dossier(request, kenmerk, Recht.VRIJGEVEN)
    feiten, modeltekst = document.feiten(dossier), teksten.laatste_modeltekst(dossier.ronde)
    form = AanbiedForm(request.POST or None, initial={"gezien": document.inhoudshash(feiten)})
    if gelukt(form, lambda velden: actions.bied_aan(inschrijving_id=dossier.pk, door=request.user, **velden)):
        messages.success(request, "De overeenkomst is aangeboden. De organisatie krijgt bericht.")
        return redirect("overeenkomst", kenmerk)
    vorige = _vorige(dossier)
    context = {
        "inschrijving": dossier,
        "regels": contractregels.regels(feiten),
        "mist": document.ontbreekt(dossier, feiten, modeltekst),
        "modeltekst": modeltekst,
        "vorige": vorige,
        "verschillen": contractregels.verschillen(vorige.feiten, feiten) if vorige else [],
        **_tekstverschillen(vorige, modeltekst),
        "form": form,
        "kruimels": kruimels((dossier.partijnaam, reverse("overeenkomst", args=[kenmerk])), ("Aanbieden", "")),
    }
    return render(request, "overeenkomst/aanbieden.html", context, status=NIET_GELDIG if form.errors else 200)


def _tekstverschillen(vorige: Aanbieding | None, modeltekst: Modeltekst | None) -> dict[str, object]:
    """Part by part, when the offer before this one was made of another version of the model text."""
    oud = vorige.modeltekst if vorige else None
    if oud is None or modeltekst is None or oud == modeltekst:
        return {}
    return {"vorige_tekst": oud, "tekstverschillen": vergelijk.verschillen(oud.gelezen, modeltekst.gelezen)}


def _vorige(dossier: Inschrijving):
    rij = getattr(dossier, "overeenkomst", None)
    return rij.aanbiedingen.order_by("versie").last() if rij else None


@vereist(Recht.BRIEF_OPSTELLEN)
def regioafspraken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """What is agreed for each region, before it is offered."""
    dossier = _dossier(request, kenmerk, Recht.BRIEF_OPSTELLEN)
    delen = dossier.regios.select_related("toewijzing__regio", "regioafspraak").order_by("toewijzing__regio__naam")
    gegund = {b.regioinschrijving_id for b in contracten.met_regios([dossier])[dossier.pk]}
    form = RegioafspraakForm(request.POST or None, delen=[deel for deel in delen if deel.pk in gegund])
    bewaar = actions.bewaar_regioafspraken
    if gelukt(form, lambda _: bewaar(inschrijving_id=dossier.pk, teksten=form.teksten(), door=request.user)):
        messages.success(request, "De afspraken zijn bewaard. Zij komen in de overeenkomst te staan.")
        return redirect("overeenkomst", kenmerk)
    terug = (dossier.partijnaam, reverse("overeenkomst", args=[kenmerk]))
    context = {"form": form, "inschrijving": dossier, "kruimels": kruimels(terug, ("Afspraken per regio", ""))}
    return render(request, "overeenkomst/regioafspraken.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.VRIJGEVEN)
def voorbeeld(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The document as it would be offered now."""
    dossier = _dossier(request, kenmerk, Recht.VRIJGEVEN)
    noteer_inzage(dossier, request)
    vorige = _vorige(dossier)
    pdf = document.als_pdf(
        document.feiten(dossier),
        versie=vorige.versie + 1 if vorige else 1,
        inschrijving=dossier,
        modeltekst=teksten.laatste_modeltekst(dossier.ronde),
    )
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="voorbeeld-overeenkomst-{kenmerk}.pdf"'
    return antwoord


@vereist(Recht.VRIJGEVEN)
@require_POST
def intrekken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Take the offer back, with a reason."""
    rij = _overeenkomst(request, kenmerk)
    form = _intrekform(kenmerk, request.POST)
    if gelukt(form, lambda velden: actions.trek_aanbod_in(overeenkomst_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "Het aanbod is ingetrokken. De organisatie krijgt bericht.")
        return redirect("overeenkomst", kenmerk)
    return _toon(request, _dossier(request, kenmerk), intrekform=form)


@vereist(Recht.VRIJGEVEN, opnieuw_inloggen=True)
@require_POST
def medetekenen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Sign for the zorgkantoor what the organisation signed."""
    rij = _overeenkomst(request, kenmerk)
    form = _tekenform(rij.inschrijving, "", request.POST)
    if gelukt(form, lambda velden: actions.teken_mede(overeenkomst_id=rij.pk, door=request.user, **velden)):
        klaar = "De overeenkomst is getekend door beide partijen. Elke partij krijgt haar exemplaar per e-mail."
        messages.success(request, klaar)
        return redirect("overeenkomst", kenmerk)
    return _toon(request, _dossier(request, kenmerk), tekenform=form)


@vereist(Recht.BRIEF_ZIEN)
def bestand(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    """A file of this overeenkomst: a version, a signed copy or a bijlage."""
    rij = _overeenkomst(request, kenmerk, Recht.BRIEF_ZIEN)
    return als_download(get_object_or_404(contracten.bestanden(rij), pk=pk), request)


def _toon_met(request: HttpRequest, kenmerk: str, **forms) -> HttpResponse:
    return _toon(request, _dossier(request, kenmerk), **forms)


contact_toevoegen, contact_verwijderen = contact.bij(
    recht=Recht.BRIEF_OPSTELLEN, haal=_overeenkomst, toon=_toon_met, bladzijde="overeenkomst"
)


@vereist(Recht.VRIJGEVEN)
def gegevens(request: HttpRequest, sleutel: str) -> HttpResponse:
    """What the overeenkomsten say of this zorgkantoor."""
    bereik = bevoegdheid(request.user).uitvoerders(Recht.VRIJGEVEN) or []
    uitvoerder = get_object_or_404(WlzUitvoerder.objects.filter(pk__in=bereik), code=sleutel)
    nu = Contractgegevens.objects.filter(uitvoerder=uitvoerder).values("kvk_nummer", "rechtbank").first()
    form = GegevensForm(request.POST or None, initial=nu)
    bewaar = actions.bewaar_contractgegevens
    if gelukt(form, lambda velden: bewaar(uitvoerder_id=uitvoerder.pk, door=request.user, **velden)):
        messages.success(request, "De gegevens zijn bewaard. Wat al is aangeboden, verandert niet.")
        return redirect("overeenkomsten")
    context = {"form": form, "uitvoerder": uitvoerder, "kruimels": kruimels(("Gegevens van het zorgkantoor", ""))}
    return render(request, "overeenkomst/gegevens.html", context, status=NIET_GELDIG if form.errors else 200)
