"""All addresses of the portal; each phase brings its own."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("portaal.urls")),
    path("", include("uitvoering.urls")),
    path("", include("overeenkomst.urls")),
    path("", include("bekendmaking.urls")),
    path("", include("selectie.urls")),
    path("", include("beoordeling.urls")),
    path("", include("inschrijving.urls")),
    path("", include("publicatie.urls")),
    path("", include("berichten.urls")),
    path("", include("partijen.urls")),
]
handler500 = "kern.storing.fout"
