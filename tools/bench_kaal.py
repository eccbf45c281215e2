"""The floor: a bare Django with one page, 50 rows of the same table in one query. Settings and URLconf in one."""

from functools import cache

from django.apps import apps
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from oco_portal.settings import *  # noqa: F403 - the same database and template engine

MIDDLEWARE = [  # those of a new Django project, and the one that allauth insists on
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "tools.bench_kaal"
SJABLOON = """<!doctype html><html lang="nl"><head><title>Dossiers</title></head><body><table>
<thead><tr><th>Kenmerk</th><th>Organisatie</th><th>KvK-nummer</th><th>Status</th><th>Bewaard op</th></tr></thead>
<tbody>{% for rij in rijen %}<tr><td><a href="{% url 'dossier' rij.kenmerk %}">{{ rij.kenmerk }}</a></td>
<td>{{ rij.organisatie.statutaire_naam }}</td><td>{{ rij.organisatie.kvk_nummer }}</td>
<td>{{ rij.get_status_display }}</td><td>{{ rij.bewaard_op|date:"j F Y H:i" }}</td></tr>{% endfor %}</tbody>
</table></body></html>"""


@cache
def _sjabloon():
    return engines["django"].from_string(SJABLOON)


def lijst(request):
    """The first 50 dossiers by name of the organisation."""
    rijen = apps.get_model("inschrijving", "Inschrijving").objects.select_related("organisatie")
    return HttpResponse(_sjabloon().render({"rijen": rijen.order_by("organisatie__statutaire_naam", "pk")[:50]}))


urlpatterns = [path("", lijst), path("dossiers/<str:kenmerk>/", lijst, name="dossier")]
