from django.apps import AppConfig


class KluisConfig(AppConfig):
    name = "kluis"
    verbose_name = "Kluis"
