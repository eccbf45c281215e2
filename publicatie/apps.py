from django.apps import AppConfig


class PublicatieConfig(AppConfig):
    name = "publicatie"
    verbose_name = "Publicatie"
