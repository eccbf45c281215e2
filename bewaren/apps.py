from django.apps import AppConfig


class BewarenConfig(AppConfig):
    name = "bewaren"
    verbose_name = "Bewaren en vernietigen"
