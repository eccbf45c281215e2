"""The list of opened dossiers with its export."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_tables2 import RequestConfig

from beoordeling import queries, werk
from beoordeling.forms import DossierFilter
from beoordeling.tabellen import KOPPEN, DossierTabel, exportrijen, met_delen
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50


def _gefilterd(request):
    regios, mensen = werk.filterkeuzes(request.user)
    keuzes = {"regios": regios, "mensen": mensen, "gebruiker": request.user}
    return DossierFilter(request.GET, queryset=queries.dossiers(request.user), **keuzes)


@vereist(Recht.DOSSIER_ZIEN)
def dossiers(request):
    """Opened dossiers at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = _gefilterd(request)
    bevoegd = bevoegdheid(request.user)
    uitsluiten = () if bevoegd.mag(Recht.BEOORDELEN) else ("eigen",)
    tabel = DossierTabel(filter_.qs, exclude=uitsluiten)
    tabel.verdeelt = bevoegd.mag(Recht.WERK_VERDELEN)
    tabel.export_url = f"{reverse('dossiers_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    tabel.dossiers = list(met_delen(rij.record for rij in tabel.paginated_rows))
    return render(request, "beoordeling/dossiers.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.DOSSIER_ZIEN)
def dossiers_export(request):
    """The same list, all pages, as Excel."""
    rijen = _gefilterd(request).qs.order_by("organisatie__statutaire_naam", "pk")
    inhoud = maak_werkboek("Dossiers", KOPPEN, exportrijen(rijen), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="dossiers.xlsx"'
    return antwoord
