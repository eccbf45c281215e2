"""Rows of the overeenkomst as it is carried out."""

from uitvoering.models.contractstuk import Contractstuk
from uitvoering.models.controle import Controle, Controleantwoord, Controlepunt
from uitvoering.models.declaratie import Declaratie
from uitvoering.models.einde import Beeindiging, Lopend, Overdracht, Zeggenschapsmelding
from uitvoering.models.gesprek import Agendapunt, Gesprek, Gespreksfrequentie, Kennisupdate
from uitvoering.models.maatregel import Maatregel
from uitvoering.models.melding import Contractmelding
from uitvoering.models.overschrijding import Budgetherziening, Herschikking, Overschrijding, Overschrijdingsstap
from uitvoering.models.productie import (
    Leverritme,
    Onderaannemerdeel,
    Productieformat,
    Productierapportage,
    Productieregel,
)
from uitvoering.models.signaal import Acuutmelding, Signaal
from uitvoering.models.tekortkoming import Ingebrekestelling, Reactie, Schade, Tekortkoming
from uitvoering.models.verslag import Verslag, Verslagstuk

__all__ = [
    "Acuutmelding",
    "Agendapunt",
    "Beeindiging",
    "Budgetherziening",
    "Contractmelding",
    "Contractstuk",
    "Controle",
    "Controleantwoord",
    "Controlepunt",
    "Declaratie",
    "Gesprek",
    "Gespreksfrequentie",
    "Herschikking",
    "Ingebrekestelling",
    "Kennisupdate",
    "Leverritme",
    "Lopend",
    "Maatregel",
    "Onderaannemerdeel",
    "Overdracht",
    "Overschrijding",
    "Overschrijdingsstap",
    "Productieformat",
    "Productierapportage",
    "Productieregel",
    "Reactie",
    "Schade",
    "Signaal",
    "Tekortkoming",
    "Verslag",
    "Verslagstuk",
    "Zeggenschapsmelding",
]
