from django.urls import path

from publicatie.views import openbaar

urlpatterns = [
    path("ronde/<slug:code>/", openbaar.ronde, name="ronde"),
    path("ronde/<slug:code>/regio/<slug:sleutel>/", openbaar.regio, name="regio"),
    path("ronde/<slug:code>/document/<int:pk>/", openbaar.rondedocument, name="rondedocument"),
    path("zorgkantoor/<slug:code>/", openbaar.zorgkantoor, name="zorgkantoor"),
]
