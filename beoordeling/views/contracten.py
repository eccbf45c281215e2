"""The contractregister: the list with its export, reading a file in, and adding, changing and removing a line."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig

from beoordeling import actions, contractqueries, queries, registerblad
from beoordeling.contractforms import ContractFilter, ContractForm, ContractWegForm, InleesForm
from beoordeling.models import Contract
from beoordeling.tabellen import ContractTabel, contractrijen
from beoordeling.views import NIET_GELDIG, gelukt
from kern import klok
from kern.fouten import RegelFout
from kern.rules import sha256
from kern.werkboek import TYPE, maak_werkboek
from kluis.keuring import lees_in
from kluis.zandbak import draai
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50
KRUIMEL = ("Contractregister", "contracten")


def _gefilterd(request):
    rijen = Contract.objects.zichtbaar_voor(request.user).select_related("uitvoerder", "regio")
    return ContractFilter(request.GET, queryset=rijen, regios=queries.regios(request.user))


def _meer_registers(request):
    """Whether this person sees the register of more than one zorgkantoor."""
    return len(contractqueries.uitvoerders(request.user, Recht.DOSSIER_ZIEN)) > 1


@vereist(Recht.DOSSIER_ZIEN)
def contracten(request):
    """Who held which OCO contract where and when, at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = _gefilterd(request)
    mag = bevoegdheid(request.user).mag(Recht.REGISTER_BIJHOUDEN)
    tabel = ContractTabel(filter_.qs, exclude=() if _meer_registers(request) else ("uitvoerder",))
    tabel.mag = mag
    tabel.export_url = f"{reverse('contracten_export')}?{urlencode(list(request.GET.items()))}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "beoordeling/contracten.html", {"filter": filter_, "tabel": tabel, "mag": mag})


@vereist(Recht.DOSSIER_ZIEN)
def contracten_export(request):
    """The same list, all pages, as Excel."""
    rijen = _gefilterd(request).qs.order_by("naam", "regio__naam", "van", "pk")
    meer = _meer_registers(request)
    koppen = (*registerblad.KOPPEN, "Zorgkantoor") if meer else registerblad.KOPPEN
    return _werkboek("contractregister.xlsx", koppen, contractrijen(rijen, meer))


def _werkboek(naam, koppen, rijen):
    inhoud = maak_werkboek(registerblad.BLAD, koppen, rijen, gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord


@vereist(Recht.DOSSIER_ZIEN)
def contracten_wijzigingen(request):
    """What was changed in the register, by whom and why, last first."""
    bladzijde = Paginator(contractqueries.gebeurtenissen(request.user), PER_BLADZIJDE)
    pagina = bladzijde.get_page(request.GET.get("page"))
    context = {
        "pagina": pagina,
        "wijzigingen": contractqueries.wijzigingen(pagina),
        "kruimels": [(KRUIMEL[0], reverse(KRUIMEL[1])), ("Wijzigingen", "")],
    }
    return render(request, "beoordeling/contracten_wijzigingen.html", context)


@vereist(Recht.REGISTER_BIJHOUDEN)
def contracten_formulier(request):
    """The format to fill in: heads only."""
    return _werkboek("contractregister-formulier.xlsx", registerblad.KOPPEN, [])


@vereist(Recht.REGISTER_BIJHOUDEN)
def contracten_inlezen(request):
    """Download, fill in, upload. Nothing is kept unless every line is right."""
    uitvoerders = contractqueries.uitvoerders(request.user)
    form = InleesForm(request.POST or None, request.FILES or None, uitvoerders=uitvoerders)
    fouten = []
    if form.is_valid():
        verslag = _lees_in(form.cleaned_data["bestand"], form.cleaned_data["uitvoerder"], request.user)
        if not verslag.fouten:
            _meld(request, _in_woorden(verslag), verslag.gevolg)
            return redirect("contracten")
        fouten = registerblad.ten_hoogste(list(verslag.fouten))
    context = {
        "form": form,
        "bladfouten": fouten,
        "koppen": registerblad.KOPPEN,
        "kruimels": [(KRUIMEL[0], reverse(KRUIMEL[1])), ("Inlezen", "")],
    }
    status = NIET_GELDIG if fouten or form.errors else 200
    return render(request, "beoordeling/contracten_inlezen.html", context, status=status)


def _lees_in(bestand, uitvoerder_id, door):
    """Read the file in the sandbox, and keep its lines when nothing is wrong."""
    functie = (
        "beoordeling.registerblad:lees_csv" if bestand.name.lower().endswith(".csv") else "kluis.werkblad:lees_lijst"
    )
    try:
        inhoud = lees_in(bestand)
        gelezen = registerblad.vertaal(draai(functie, inhoud), contractqueries.regionamen(uitvoerder_id))
        if gelezen.fouten:
            return actions.Inleesverslag(fouten=tuple(gelezen.fouten))
        return actions.lees_contracten_in(
            uitvoerder_id=uitvoerder_id, rijen=gelezen.rijen, sha256=sha256(inhoud), door=door
        )
    except RegelFout as fout:
        return actions.Inleesverslag(fouten=(fout.tekst,))


def _in_woorden(verslag):
    wat = "overeenkomst" if verslag.toegevoegd == 1 else "overeenkomsten"
    staan = "stond" if verslag.aanwezig == 1 else "stonden"
    al = f" {verslag.aanwezig} {staan} al in het register." if verslag.aanwezig else ""
    return f"{verslag.toegevoegd} {wat} toegevoegd.{al}"


def _meld(request, tekst, gevolg):
    messages.success(request, tekst)
    if gevolg.nieuw:
        messages.info(request, f"Het voorstel voor de indeling is nu anders. {'. '.join(gevolg.nieuw)}.")
    if gevolg.nakijken:
        messages.warning(
            request,
            f"Volgens het register is het voorstel nu anders. Kijk deze indeling na: {'; '.join(gevolg.nakijken)}.",
        )


@vereist(Recht.REGISTER_BIJHOUDEN)
def contract_nieuw(request):
    """Add a line."""
    form = ContractForm(request.POST or None, plekken=contractqueries.plekken(request.user))
    gevolgen = []

    def doe():
        gevolg = actions.voeg_contract_toe(
            uitvoerder_id=form.gekozen.uitvoerder,
            invoer=form.invoer(),
            reden=form.cleaned_data["reden"],
            door=request.user,
        )
        gevolgen.append(gevolg)

    if request.method == "POST" and gelukt(form, doe):
        _meld(request, "De overeenkomst staat in het register.", gevolgen[0])
        return redirect("contracten")
    context = {"form": form, "kruimels": [(KRUIMEL[0], reverse(KRUIMEL[1])), ("Toevoegen", "")]}
    return render(request, "beoordeling/contract.html", context, status=NIET_GELDIG if form.errors else 200)


def _haal(request, pk):
    rijen = Contract.objects.zichtbaar_voor(request.user, Recht.REGISTER_BIJHOUDEN)
    return get_object_or_404(rijen.select_related("uitvoerder", "regio"), pk=pk)


@vereist(Recht.REGISTER_BIJHOUDEN)
def contract(request, pk):
    """Change a line, as it was seen: when a colleague was first, both are on the screen."""
    rij = _haal(request, pk)
    form = ContractForm(request.POST or None, plekken=contractqueries.plekken(request.user, rij), contract=rij)
    gezien, gevolgen = request.POST.get("gezien", ""), []

    def doe():
        gevolg = actions.wijzig_contract(
            contract_id=pk,
            gezien_hash=gezien,
            invoer=form.invoer(),
            reden=form.cleaned_data["reden"],
            door=request.user,
        )
        gevolgen.append(gevolg)

    if request.method == "POST" and gelukt(form, doe):
        _meld(request, "De overeenkomst is gewijzigd.", gevolgen[0])
        return redirect("contracten")
    return _toon(request, "beoordeling/contract.html", rij, form)


@vereist(Recht.REGISTER_BIJHOUDEN)
def contract_verwijderen(request, pk):
    """Take a line out, with a reason."""
    rij = _haal(request, pk)
    form = ContractWegForm(request.POST or None)
    gezien, gevolgen = request.POST.get("gezien", ""), []

    def doe():
        gevolg = actions.verwijder_contract(
            contract_id=pk, gezien_hash=gezien, reden=form.cleaned_data["reden"], door=request.user
        )
        gevolgen.append(gevolg)

    if request.method == "POST" and gelukt(form, doe):
        _meld(request, "De overeenkomst is uit het register.", gevolgen[0])
        return redirect("contracten")
    return _toon(request, "beoordeling/contract_verwijderen.html", rij, form)


def _toon(request, sjabloon, rij, form):
    """The form with what stands in the register now; `anders`: that is not what this person looked at."""
    rij = Contract.objects.select_related("uitvoerder", "regio").filter(pk=rij.pk).first() or rij
    context = {
        "contract": rij,
        "form": form,
        "anders": request.method == "POST" and request.POST.get("gezien") != rij.hash,
        "kruimels": [(KRUIMEL[0], reverse(KRUIMEL[1])), (rij.naam, "")],
    }
    return render(request, sjabloon, context, status=NIET_GELDIG if form.errors else 200)
