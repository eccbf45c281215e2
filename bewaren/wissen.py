"""Which texts of a dossier go when it is destroyed, and which stay; the second table of R22 (docs/adr/0015).

A text that goes becomes the word `vernietigd` and a list or object becomes empty; what was empty stays so. Keys,
numbers, amounts, dates and choices stay. Every text and JSON field of every row that belongs to a dossier stands in
exactly one of the two (tests/bewaren/test_wissen.py).
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, F, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from berichten.models import Bericht, Herverzending
from partijen.models import Organisatie

WOORD = "vernietigd"
# What stands between a row and its dossier, per room; the first room that names a row holds it.
REGIO = "regioinschrijving__inschrijving"
CONTRACT = "overeenkomst__inschrijving"


@dataclass(frozen=True)
class Rij:
    """Fields of one model that are emptied; `uniek`: those in which two rows of a dossier may not be the same."""

    model: str
    pad: str
    velden: tuple[str, ...] = ()
    uniek: tuple[str, ...] = ()


GAAT = (
    Rij(
        "inschrijving.Inschrijving",
        "pk",
        ("intrekreden", "verbandnaam", "bezoekadres", "telefoon", "email"),
    ),
    Rij(
        "inschrijving.Regioinschrijving",
        "inschrijving",
        ("prognose_onderbouwing", "lager_tarief_reden", "leemte_toelichting"),
    ),
    Rij("inschrijving.Deelnemer", "inschrijving", ("naam",)),
    Rij("inschrijving.Clientondersteuner", "inschrijving", ("scholing", "registratienummer"), ("naam",)),
    Rij("inschrijving.Ervaring", "inschrijving", ("toelichting",)),
    Rij(
        "inschrijving.Bestuursverklaring",
        "inschrijving",
        (
            *("andere_financiers", "klachten_adres", "privacy_adres"),
            *("ondertekenaar", "functie", "tweede_ondertekenaar", "tweede_functie"),
        ),
    ),
    Rij("inschrijving.Handtekening", "bestuursverklaring__inschrijving", ("naam", "functie")),
    Rij("inschrijving.Eisverklaring", "bestuursverklaring__inschrijving", ("onderbouwing",)),
    Rij("inschrijving.Bewijsstuk", "inschrijving", ("controle",)),
    Rij("beoordeling.Belangenverklaring", "inschrijving", ("toelichting",)),
    Rij("beoordeling.Eisoordeel", "inschrijving", ("motivering", "opmerkingen")),
    Rij("beoordeling.Overleg", "inschrijving", ("motivering",)),
    Rij("beoordeling.Verduidelijking", "inschrijving", ("waarover", "reden", "antwoord", "vervallen")),
    Rij("beoordeling.Classificatie", REGIO, ("voorstel_reden", "reden")),
    Rij("selectie.Leemteoordeel", REGIO, ("motivering",)),
    Rij(
        "selectie.Kandidaat",
        REGIO,
        (
            *("leemte_motivering", "wlz_contract_bewijs", "wmo_contract_bewijs"),
            *("anderszins_bewijs", "aandeel_toelichting"),
        ),
    ),
    Rij("bekendmaking.Beslissing", "brief__inschrijving", ("motivering",)),
    Rij("bekendmaking.Bezwaar", "brief__inschrijving", ("motivering", "antwoord")),
    Rij("bekendmaking.Geschil", "inschrijving", ("onderwerp", "overleg_uitkomst", "uitkomst")),
    Rij("bekendmaking.KortGeding", "beslissing__brief__inschrijving", ("toelichting", "doorgaan_reden")),
    Rij("overeenkomst.Contactpersoon", CONTRACT, ("naam", "functie", "telefoon", "email")),
    Rij(
        "overeenkomst.Ondertekening",
        f"aanbieding__{CONTRACT}",
        ("naam", "functie", "plaats", "controle"),
    ),
    Rij("overeenkomst.Wijzigingshandtekening", f"voorstel__{CONTRACT}", ("naam", "functie", "plaats")),
    Rij("overeenkomst.Wijzigingsoverleg", f"voorstel__{CONTRACT}", ("verslag",)),
    Rij("uitvoering.Gesprek", CONTRACT, ("plaats", "verslag")),
    Rij("uitvoering.Kennisupdate", CONTRACT, ("tekst",)),
    Rij("uitvoering.Zeggenschapsmelding", CONTRACT, ("toelichting", "overleg_uitkomst")),
)
# What stays, with why. A `*` stands for every field of that model.
BLIJFT: dict[str, str] = {
    "inschrijving.Inschrijving": "kenmerk werkdagen",
    "inschrijving.Deelnemer": "kvk_nummer",
    # its content goes in inschrijving.actions.vernietig_dossier, which keeps what the receipt says
    "inschrijving.Indiening": "*",
    # hashes, and what was decided: the outcome is what stays of a dossier
    "inschrijving.Bestuursverklaring": "getekende_hash",
    "inschrijving.Handtekening": "hash",
    "beoordeling.Eisoordeel": "gezien_hash",
    "bekendmaking.Brief": "*",
    "bekendmaking.Beslissing": "grond",
    "bekendmaking.Geschil": "rechtbank",
    "bekendmaking.KortGeding": "rechtbank zaaknummer uitspraak_kenmerk",
    # of the round or the region: others have a part in it
    "beoordeling.Verduidelijkingsvraag": "*",
    "bekendmaking.Herziening": "*",
    "uitvoering.Herschikking": "*",
    # what both parties agreed and did, about organisations and money; most of it is fixed by triggers
    "overeenkomst.Aanbieding": "*",
    "overeenkomst.Ondertekening": "organisatie hash",
    "overeenkomst.Wijzigingshandtekening": "organisatie hash",
    "overeenkomst.Wijzigingsvoorstel": "*",
    "overeenkomst.Onderaannemer": "*",
    "overeenkomst.Onderaannemervraag": "*",
    "overeenkomst.Onderaannemertoets": "*",
    "overeenkomst.Verlenging": "*",
    "overeenkomst.Prijsvolumeafspraak": "*",
    "overeenkomst.Looptijdwijziging": "*",
    "overeenkomst.Regioafspraak": "*",
    **dict.fromkeys(
        (
            *("uitvoering.Contractstuk", "uitvoering.Tekortkoming", "uitvoering.Controle", "uitvoering.Leverritme"),
            *("uitvoering.Beeindiging", "uitvoering.Agendapunt", "uitvoering.Gespreksfrequentie"),
            *("uitvoering.Contractmelding", "uitvoering.Overschrijding", "uitvoering.Signaal", "uitvoering.Verslag"),
            *("uitvoering.Productierapportage", "uitvoering.Productieregel", "uitvoering.Declaratie"),
            *("uitvoering.Maatregel", "uitvoering.Reactie", "uitvoering.Ingebrekestelling", "uitvoering.Schade"),
            *("uitvoering.Controlepunt", "uitvoering.Controleantwoord", "uitvoering.Overschrijdingsstap"),
            "uitvoering.Acuutmelding",
        ),
        "*",
    ),
}


def wis(inschrijving_id: int) -> None:
    """Empty everything of GAAT in this dossier, and the messages about it. One statement per field."""
    for rij in GAAT:
        rijen = apps.get_model(rij.model)._default_manager.filter(**{rij.pad: inschrijving_id})
        _wis(rijen, rij.velden, rij.uniek)
    dossier = f"inschrijving:{inschrijving_id}"
    _wis_berichten(Bericht.objects.filter(dossier_sleutel=dossier))


def wis_post(adressen: Collection[str]) -> None:
    """Empty the messages to somebody whose account is emptied, those of dossiers left to their dossier. An address that
    is of an organisation too stays its own."""
    eigen = set(adressen) - set(Organisatie.objects.filter(email__in=adressen).values_list("email", flat=True))
    gedaan = Bericht.objects.filter(ontvanger__in=eigen, afgehandeld_op__isnull=False)
    _wis_berichten(gedaan.exclude(dossier_sleutel__startswith="inschrijving:"))


def _wis_berichten(berichten: QuerySet) -> None:
    pks = list(berichten.order_by().values_list("pk", flat=True))
    _wis(Herverzending.objects.filter(bericht__in=pks), ("reden", "ontvanger"))
    _wis(Bericht.objects.filter(pk__in=pks), ("onderwerp", "tekst", "serverantwoord"), ("ontvanger",))


def _wis(rijen: QuerySet, velden: tuple[str, ...], uniek: tuple[str, ...] = ()) -> None:
    rijen = rijen.model._default_manager.filter(pk__in=rijen.order_by().values("pk"))
    for naam in (*velden, *uniek):
        veld = rijen.model._meta.get_field(naam)
        if isinstance(veld, JSONField):
            rijen.exclude(**{f"{naam}__isnull": True}).update(**{naam: None if veld.null else veld.get_default()})
        elif naam in uniek:
            rijen.update(**{naam: Concat(Value(f"{WOORD} "), Cast(F("pk"), CharField()))})
        else:
            rijen.exclude(Q(**{naam: ""})).update(**{naam: WOORD})


def tekstvelden(model: type) -> set[str]:
    """The fields of a model in which something can be typed: texts without choices, and JSON."""
    return {
        veld.name
        for veld in model._meta.concrete_fields  # type: ignore[attr-defined]
        if isinstance(veld, CharField | TextField | JSONField) and not veld.choices
    }
