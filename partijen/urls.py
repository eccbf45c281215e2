from django.urls import path

from partijen import views

urlpatterns = [
    path("organisatie/registreren/", views.organisatie_registreren, name="organisatie_registreren"),
]
