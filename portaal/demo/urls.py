from django.urls import path

from portaal.demo import views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("inloggen/<int:pk>/", views.inloggen, name="demo_inloggen"),
    path("reizen/", views.reizen, name="demo_reizen"),
    path("onderweg/", views.onderweg, name="demo_onderweg"),
    path("opnieuw/", views.opnieuw, name="demo_opnieuw"),
]
