from django.apps import AppConfig


class BeoordelingConfig(AppConfig):
    name = "beoordeling"
    verbose_name = "Beoordeling"
