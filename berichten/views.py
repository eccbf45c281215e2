"""The mail page: every message that left in the demo, the whole outbox for the beheerder."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from berichten import actions, queries
from berichten.filters import BerichtFilter
from berichten.forms import OplossenForm
from berichten.states import Berichtsoort, Status
from berichten.tables import BerichtTable
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist

PER_PAGINA = 25


def postpagina(view):
    """Open to everyone in the demo; elsewhere for the beheerder, as `vereist` does it."""
    afgeschermd = login_required(vereist(Recht.BEHEREN)(view))

    @wraps(view)
    def wacht(request, *args, **kwargs):
        return (view if settings.DEMO else afgeschermd)(request, *args, **kwargs)

    wacht.recht = Recht.BEHEREN
    return login_not_required(wacht)


@postpagina
def lijst(request):
    filter_ = BerichtFilter(request.GET, queryset=queries.zichtbaar(request.user))
    tabel = BerichtTable(filter_.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGINA}).configure(tabel)
    beheer = bevoegdheid(request.user).mag(Recht.BEHEREN)
    vraagt_hand = queries.vraagt_hand().count() if beheer else 0
    return render(request, "berichten/lijst.html", {"filter": filter_, "tabel": tabel, "vraagt_hand": vraagt_hand})


@postpagina
def bericht(request, pk):
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    return _toon(request, rij, OplossenForm())


def _toon(request, rij, form):
    return render(
        request,
        "berichten/detail.html",
        {
            "bericht": rij,
            "bijlagen": rij.bijlagen.order_by("pk"),
            "geheim": rij.soort == Berichtsoort.ACCOUNT and not settings.DEMO,
            "kan_oplossen": rij.status == Status.ONBESLIST and bevoegdheid(request.user).mag(Recht.BEHEREN),
            "form": form,
        },
    )


@postpagina
def bijlage(request, pk, stuk_pk):
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    return als_download(get_object_or_404(rij.bijlagen.select_related("sleutel"), pk=stuk_pk))


@require_POST
@vereist(Recht.BEHEREN)
def oplossen(request, pk):
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    form = OplossenForm(request.POST)
    if form.is_valid():
        actions.los_op(bericht_id=rij.pk, door=request.user, **form.cleaned_data)
        return redirect(rij)
    return _toon(request, rij, form)
