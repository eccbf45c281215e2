from django.apps import AppConfig


class BekendmakingConfig(AppConfig):
    name = "bekendmaking"
    verbose_name = "Bekendmaking"
