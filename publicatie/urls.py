from django.urls import path

from publicatie import views

urlpatterns = [
    path("ronde/<slug:code>/", views.ronde, name="ronde"),
    path("ronde/<slug:code>/regio/<slug:sleutel>/", views.regio, name="regio"),
    path("ronde/<slug:code>/document/<int:pk>/", views.rondedocument, name="rondedocument"),
    path("zorgkantoor/<slug:code>/", views.zorgkantoor, name="zorgkantoor"),
]
