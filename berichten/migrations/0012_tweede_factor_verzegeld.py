"""Secrets of second factors that stood in the open are sealed (berichten.accounts)."""

from collections.abc import Callable

from django.db import migrations

from berichten.accounts import TWEEDE_FACTOR
from kluis.versleuteling import onthul, verberg


def per_geheim(apps, doe: Callable[[str], str]) -> None:
    for rij in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        for naam in {"secret", "seed"} & set(rij.data):
            rij.data[naam] = doe(rij.data[naam])
        rij.save(update_fields=["data"])


def verzegel(apps, schema_editor) -> None:
    per_geheim(apps, lambda geheim: verberg(geheim, hoort_bij=TWEEDE_FACTOR))


def open_(apps, schema_editor) -> None:
    per_geheim(apps, lambda geheim: onthul(geheim, hoort_bij=TWEEDE_FACTOR))


class Migration(migrations.Migration):
    dependencies = [("berichten", "0011_zegel"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(verzegel, open_)]
