from django.urls import path

from selectie.views import kandidaten, lotingen, proef, regios, verslag

urlpatterns = [
    path("werk/regios/", regios.regioselecties, name="regioselecties"),
    path("werk/regios/<int:pk>/", regios.regioselectie, name="regioselectie"),
    path("werk/regios/<int:pk>/invoer.json", verslag.invoer_downloaden, name="selectie_invoer"),
    path("werk/regios/<int:pk>/uitslag.json", verslag.uitslag_downloaden, name="selectie_uitslag"),
    path("werk/regios/<int:pk>/selectieverslag.pdf", verslag.verslag_downloaden, name="selectie_verslag"),
    path("werk/regios/<int:pk>/wat-als/", proef.proefselectie, name="proefselectie"),
    path("werk/regios/<int:pk>/beginnen/", regios.begin, name="selectie_beginnen"),
    path("werk/regios/<int:pk>/voorleggen/", regios.voorleggen, name="invoer_voorleggen"),
    path("werk/regios/<int:pk>/bevriezen/", regios.bevriezen, name="invoer_bevriezen"),
    path("werk/regios/<int:pk>/terugvragen/", regios.terugvragen, name="bevriezing_terugvragen"),
    path("werk/regios/<int:pk>/terugzetten/", regios.terugzetten_of_niet, name="bevriezing_terugzetten"),
    path("werk/regios/<int:pk>/vaststellen/", regios.vaststellen, name="selectie_vaststellen"),
    path("werk/regios/<int:pk>/loting/", lotingen.loting_klaarzetten, name="loting_klaarzetten"),
    path("werk/regios/kandidaten/<int:pk>/", kandidaten.kandidaat, name="kandidaat"),
    path("werk/regios/kandidaten/<int:pk>/leemten/<int:leemte_pk>/", kandidaten.leemte, name="leemte_beantwoorden"),
    path("lotingen/", lotingen.lotingen, name="lotingen"),
    path("lotingen/<int:pk>/", lotingen.loting, name="loting"),
    path("lotingen/<int:pk>/verzetten/", lotingen.loting_verzetten, name="loting_verzetten"),
    path("lotingen/<int:pk>/invoeren/", lotingen.loting_invoeren, name="loting_invoeren"),
    path("lotingen/<int:pk>/bevestigen/", lotingen.loting_bevestigen, name="loting_bevestigen"),
    path("lotingen/<int:pk>/proces-verbaal/", lotingen.proces_verbaal, name="loting_proces_verbaal"),
    path("lotingen/<int:pk>/verslag/", lotingen.loting_verslag, name="loting_verslag"),
    path("lotingen/<int:pk>/loting.json", lotingen.loting_json, name="loting_json"),
]
