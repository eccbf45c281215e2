from django.urls import include, path

from publicatie.views import agenda, gemeenten, inlichtingen, openbaar, vragen

urlpatterns = [
    path("ronde/<slug:code>/", openbaar.ronde, name="ronde"),
    path("ronde/<slug:code>/regio/<slug:sleutel>/", openbaar.regio, name="regio"),
    path("ronde/<slug:code>/document/<int:pk>/", openbaar.rondedocument, name="rondedocument"),
    path("ronde/<slug:code>/agenda.ics", agenda.ronde_agenda, name="ronde_agenda"),
    path("ronde/<slug:code>/inlichtingen/", inlichtingen.nota, name="nota"),
    path("ronde/<slug:code>/inlichtingen/export/", inlichtingen.nota_export, name="nota_export"),
    path("ronde/<slug:code>/inlichtingen/<int:versie>/", inlichtingen.nota_pdf, name="nota_pdf"),
    path("ronde/<slug:code>/vraag/", inlichtingen.vraag_stellen, name="vraag_stellen"),
    path("vragen/", inlichtingen.mijn_vragen, name="mijn_vragen"),
    path("vragen/export/", inlichtingen.mijn_vragen_export, name="mijn_vragen_export"),
    path("vragen/ontvangen/", vragen.vragen, name="vragen"),
    path("vragen/ontvangen/export/", vragen.vragen_export, name="vragen_export"),
    path("vragen/ontvangen/<int:pk>/", vragen.vraag, name="vraag"),
    path("vragen/ontvangen/<int:pk>/antwoord/", vragen.vraag_beantwoorden, name="vraag_beantwoorden"),
    path("vragen/nota/<slug:code>/", vragen.nota_maken, name="nota_maken"),
    path("vragen/nota/<slug:code>/publiceren/", vragen.nota_publiceren, name="nota_publiceren"),
    path("vragen/nota/<slug:code>/correctie/", vragen.correctie_maken, name="correctie_maken"),
    path("vragen/nota/<slug:code>/correctie/verwijderen/", vragen.correctie_verwijderen, name="correctie_verwijderen"),
    path("werk/rondes/", include("publicatie.urls_beheer")),
    path("werk/gemeenten/", gemeenten.gemeenten, name="gemeenten"),
    path("werk/gemeenten/export/", gemeenten.gemeenten_export, name="gemeenten_export"),
    path("werk/gemeenten/nieuw/", gemeenten.gemeente_nieuw, name="gemeente_nieuw"),
    path("werk/gemeenten/<slug:code>/", gemeenten.gemeente, name="gemeente"),
    path("werk/gemeenten/<slug:code>/verplaatsen/", gemeenten.gemeente_verplaatsen, name="gemeente_verplaatsen"),
    path("werk/gemeenten/<slug:code>/terug/", gemeenten.gemeente_terug, name="gemeente_terug"),
    path("zorgkantoor/<slug:code>/", openbaar.zorgkantoor, name="zorgkantoor"),
]
