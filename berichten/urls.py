from django.urls import path

from berichten import views

urlpatterns = [
    path("post/", views.lijst, name="berichten"),
    path("post/<int:pk>/", views.bericht, name="bericht"),
    path("post/<int:pk>/bijlage/<int:stuk_pk>/", views.bijlage, name="berichtbijlage"),
    path("post/<int:pk>/oplossen/", views.oplossen, name="bericht_oplossen"),
]
