from django.conf import settings
from django.urls import include, path

from portaal import views
from portaal.stand.views import stand

urlpatterns = [
    path("", views.start, name="start"),
    path("", include("portaal.logboek.urls")),
    path("mijn/", views.mijn, name="mijn"),
    path("werk/", views.mijn_werk, name="mijn_werk"),
    path("landkaart/", views.landkaart, name="landkaart"),
    path("beheer/bestandscontrole/", views.bestandscontrole, name="bestandscontrole"),
    path("beheer/stand/", stand, name="stand"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", views.privacy, name="privacy"),
    path("vind/", views.vind, name="vind"),
    path("aanbieders/", views.aanbieders, name="aanbieders"),
    path("aanbieders/<int:pk>/", views.aanbieder, name="aanbieder"),
    path("aanbieders/<int:pk>/namen/", views.aanbieder_namen, name="aanbieder_namen"),
    path("hulp/", views.hulp, name="hulp"),
    path("gezond/", views.gezond, name="gezond"),
    path("gereed/", views.gereed, name="gereed"),
    path("gezond/taken/", views.gezond_taken, name="gezond_taken"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("portaal.demo.urls")))
