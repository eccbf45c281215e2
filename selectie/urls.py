from django.urls import path

from selectie import views

urlpatterns = [
    path("werk/regios/", views.regioselecties, name="regioselecties"),
    path("werk/regios/<int:pk>/", views.regioselectie, name="regioselectie"),
    path("werk/regios/<int:pk>/invoer.json", views.invoer_downloaden, name="selectie_invoer"),
    path("werk/regios/<int:pk>/uitslag.json", views.uitslag_downloaden, name="selectie_uitslag"),
    path("werk/regios/<int:pk>/beginnen/", views.begin, name="selectie_beginnen"),
    path("werk/regios/<int:pk>/voorleggen/", views.voorleggen, name="invoer_voorleggen"),
    path("werk/regios/<int:pk>/bevriezen/", views.bevriezen, name="invoer_bevriezen"),
    path("werk/regios/<int:pk>/vaststellen/", views.vaststellen, name="selectie_vaststellen"),
    path("werk/regios/<int:pk>/loting/", views.loting_klaarzetten, name="loting_klaarzetten"),
    path("werk/regios/kandidaten/<int:pk>/", views.kandidaat, name="kandidaat"),
    path("lotingen/", views.lotingen, name="lotingen"),
    path("lotingen/<int:pk>/", views.loting, name="loting"),
    path("lotingen/<int:pk>/invoeren/", views.loting_invoeren, name="loting_invoeren"),
    path("lotingen/<int:pk>/bevestigen/", views.loting_bevestigen, name="loting_bevestigen"),
    path("lotingen/<int:pk>/proces-verbaal/", views.proces_verbaal, name="loting_proces_verbaal"),
]
