"""The addresses of the demo, for tests that switch it on."""

from django.urls import include, path

urlpatterns = [path("demo/", include("portaal.demo.urls")), path("", include("oco_portal.urls"))]
