"""The list of overeenkomsten, on the page and in Excel."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables

from overeenkomst.queries.contracten import met_regios
from overeenkomst.states import KLEUREN, Stand

KOPPEN = (
    "Kenmerk",
    "Ronde",
    "Zorgkantoor",
    "Organisatie",
    "KvK-nummer",
    "Regio",
    "Van",
    "Tot en met",
    "Stand",
    "Te laat",
)


class OvereenkomstTabel(tables.Table):
    """Heads and order; templates/overeenkomst/tabel.html writes the rows."""

    organisatie = tables.Column(order_by="organisatie__statutaire_naam")
    kenmerk = tables.Column()
    regios = tables.Column(verbose_name="Regio’s", orderable=False, empty_values=())
    stand = tables.Column(order_by="stand")
    tot = tables.Column(verbose_name="Loopt tot en met", order_by="overeenkomst__eind_op", empty_values=())

    bijschrift = "Overeenkomsten"
    bijschrift_verborgen = True

    class Meta:
        template_name = "overeenkomst/tabel.html"
        empty_text = "Er zijn geen overeenkomsten die hierbij passen."
        order_by = "organisatie"


def met_stand(rijen: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Rows of `contracten.van_zorgkantoor` with their regions and the last day; one query."""
    rijen = list(rijen)
    per_dossier = met_regios(rijen)
    for rij in rijen:
        beslissingen = per_dossier[rij.pk]
        yield {
            "rij": rij,
            "beslissingen": beslissingen,
            "regios": [b.regioinschrijving.toewijzing.regio.naam for b in beslissingen],
            "tot": max(b.eind for b in beslissingen),
            "kleur": KLEUREN[Stand(rij.stand)],
            "standnaam": Stand(rij.stand).label,
        }


def exportrijen(rijen: Iterable[Any]) -> Iterator[list[object]]:
    """One line per region."""
    for deel in met_stand(rijen):
        rij = deel["rij"]
        for beslissing in deel["beslissingen"]:
            yield [
                f"{rij.kenmerk}/O",
                rij.ronde.code,
                rij.uitvoerder.zorgkantoor,
                rij.partijnaam,
                rij.organisatie.kvk_nummer,
                beslissing.regioinschrijving.toewijzing.regio.naam,
                f"{beslissing.looptijd_van:%d-%m-%Y}",
                f"{beslissing.eind:%d-%m-%Y}",
                deel["standnaam"],
                "ja" if rij.te_laat else "",
            ]
