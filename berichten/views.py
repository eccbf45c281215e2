"""The mail page. In the demo it takes the place of sending; elsewhere it shows what did not arrive, unread."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from berichten import actions, queries
from berichten.filters import BerichtFilter
from berichten.forms import OplossenForm
from berichten.tables import BerichtTable
from kluis.downloads import als_download
from partijen.permissions import Recht, openbaar, vereist

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
    tabel = BerichtTable(filter_.qs, exclude=() if settings.DEMO else ("onderwerp",))
    RequestConfig(request, paginate={"per_page": PER_PAGINA}).configure(tabel)
    return render(request, "berichten/lijst.html", {"filter": filter_, "tabel": tabel})


@postpagina
def bericht(request, pk):
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    return _toon(request, rij, OplossenForm())


def _toon(request, rij, form):
    context = {"bericht": rij, "bijlagen": rij.bijlagen.order_by("pk"), "form": form}
    return render(request, "berichten/detail.html", context)


@openbaar
def bijlage(request, pk, stuk_pk):
    """Only in the demo: elsewhere nobody opens someone else's mail."""
    if not settings.DEMO:
        raise Http404
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    return als_download(get_object_or_404(rij.bijlagen.select_related("sleutel"), pk=stuk_pk))


@require_POST
@vereist(Recht.BEHEREN)
def oplossen(request, pk):
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    form = OplossenForm(request.POST)
    if form.is_valid():
        actions.los_op(bericht_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "Uw antwoord ligt vast.")
        return redirect("berichten")
    return _toon(request, rij, form)
