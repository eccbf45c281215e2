"""Addresses of the uitvoering."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
