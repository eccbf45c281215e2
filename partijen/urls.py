from django.urls import path

from partijen import views

urlpatterns = [
    path("organisatie/registreren/", views.organisatie_registreren, name="organisatie_registreren"),
    path("organisatie/", views.mijn_organisatie, name="mijn_organisatie"),
    path("organisatie/<int:pk>/", views.organisatie, name="organisatie"),
    path("organisatie/<int:pk>/gegevens/", views.gegevens, name="organisatie_gegevens"),
    path("organisatie/<int:pk>/uitnodigen/", views.uitnodigen, name="collega_uitnodigen"),
    path("organisatie/<int:pk>/voorganger/", views.voorganger, name="voorganger_noemen"),
    path("voorganger/<int:pk>/verwijderen/", views.voorganger_verwijderen, name="voorganger_verwijderen"),
    path("collega/<int:pk>/beeindigen/", views.rol_beeindigen, name="rol_beeindigen"),
    path("uitnodigingen/<int:pk>/intrekken/", views.uitnodiging_intrekken, name="uitnodiging_intrekken"),
    path("uitnodiging/<str:token>/", views.uitnodiging, name="uitnodiging"),
    path("organisaties/", views.organisaties, name="organisaties"),
    path("organisaties/<int:pk>/", views.rechtspersoon, name="rechtspersoon"),
    path("ingelogd/", views.waar_ingelogd, name="waar_ingelogd"),
    path("ingelogd/elders-uitloggen/", views.elders_uitloggen, name="elders_uitloggen"),
    path("beheer/rechten/", views.rechten, name="rechten"),
    path("beheer/rechten/export/", views.rechten_export, name="rechten_export"),
]
