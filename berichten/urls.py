from django.urls import path

from berichten import views

urlpatterns = [
    path("post/", views.lijst, name="berichten"),
    path("post/export/", views.export, name="berichten_export"),
    path("post/teruggekomen/", views.teruggekomen, name="bericht_teruggekomen"),
    path("post/stop/vragen/", views.stop_vragen, name="verzendstop_vragen"),
    path("post/stop/opheffen/", views.stop_opheffen, name="verzendstop_opheffen"),
    path("post/<int:pk>/", views.bericht, name="bericht"),
    path("post/<int:pk>/bijlage/<int:stuk_pk>/", views.bijlage, name="berichtbijlage"),
    path("post/<int:pk>/oplossen/", views.oplossen, name="bericht_oplossen"),
    path("post/<int:pk>/afdoen/", views.afdoen, name="bericht_afdoen"),
    path("post/<int:pk>/opnieuw/", views.opnieuw, name="bericht_opnieuw"),
    path("post/<int:pk>/opnieuw/goedkeuren/", views.opnieuw_goedkeuren, name="bericht_opnieuw_goedkeuren"),
    path("post/<int:pk>/opnieuw/afwijzen/", views.opnieuw_afwijzen, name="bericht_opnieuw_afwijzen"),
]
