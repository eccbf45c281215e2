"""What is read for the overeenkomst: the official text in versions, and the list of regions."""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import sha256
from kluis.actions import bewaar
from kluis.keuring import Keuring
from overeenkomst.inlezen import regiolijst, tekst
from overeenkomst.inlezen.regiolijst import Soort, Wijziging
from overeenkomst.models import Modeltekst
from overeenkomst.queries import teksten
from partijen.models import Gebruiker
from publicatie.actions.gemeenten import verplaats_gemeente
from publicatie.actions.schrijfwijzen import voeg_schrijfwijze_toe
from publicatie.models import Gemeente, Inkoopronde, Regio


@transaction.atomic
def lees_modeltekst_in(
    *, ronde_id: int, inhoud: bytes, door: Gebruiker | None = None, gezien_versie: int | None = None
) -> tuple[Modeltekst, bool]:
    """Keep an official text as the next version of a round; the version, and whether it is a new one.

    The same file as the latest version is that version. `gezien_versie` is the latest one that was on the screen, 0
    for none. Raises RegelFout with what is missing or double in the text; nothing is kept then (OV-001, A68).
    """
    gelezen = tekst.lees_bestand(inhoud)
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    laatste = teksten.laatste_modeltekst(ronde)
    versie = laatste.versie if laatste else 0
    if laatste and laatste.sha256 == sha256(inhoud):
        return laatste, False
    if gezien_versie is not None and gezien_versie != versie:
        raise RegelFout("Een collega las intussen een andere versie in. Kijk eerst wat er nu staat.")
    naam = f"overeenkomst-{ronde.code}-versie-{versie + 1}.txt"
    stuk = bewaar(dossier=f"modeltekst:{ronde.pk}", keuring=Keuring(naam, inhoud, "text/plain; charset=utf-8"))
    rij = Modeltekst.objects.create(
        ronde=ronde,
        versie=versie + 1,
        titel=gelezen.titel,
        sha256=stuk.sha256,
        stuk=stuk,
        inhoud=tekst.als_json(gelezen),
        door=door,
        op=klok.nu(),
    )
    leg_vast(rij, "lees_modeltekst_in", door=door, versie=rij.versie, sha256=rij.sha256, **gelezen.tellingen)
    return rij, True


@transaction.atomic
def pas_regiolijst_toe(
    *, ronde_id: int, inhoud: bytes, door: Gebruiker | None = None, gezien: str | None = None
) -> list[Wijziging]:
    """Take over what a list of regions says, from the first day of the overeenkomsten of a round (OV-201).

    Other spellings are kept beside the official name; a gemeente that moved or is gone does so on that day. Another
    uitvoerder is not taken over: that is a change of the round. `gezien` is the `lijsthash` of what was on the screen.
    Returns every difference. All or nothing; raises RegelFout for a list that is not whole or not understood.
    """
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if ronde.ingang_op is None:
        raise RegelFout(f"De ronde {ronde.code} heeft nog geen ingangsdatum. Vul die eerst in bij het tijdschema.")
    bekend = teksten.bekend(ronde)
    lijst = regiolijst.lees_lijst(tekst.ontcijfer(inhoud), bekend)
    wijzigingen = regiolijst.vergelijk(lijst, bekend)
    if gezien is not None and gezien != regiolijst.lijsthash(wijzigingen):
        raise RegelFout("De indeling is intussen gewijzigd. Vergelijk de lijst opnieuw.")
    regiolijst.mag_toepassen(lijst, wijzigingen)
    for wijziging in wijzigingen:
        if wijziging.toepasbaar:
            _pas_toe(wijziging, ronde, door)
    leg_vast(ronde, "pas_regiolijst_toe", door=door, sha256=sha256(inhoud), wijzigingen=len(wijzigingen))
    return wijzigingen


def _pas_toe(wijziging: Wijziging, ronde: Inkoopronde, door: Gebruiker | None) -> None:
    if wijziging.soort is Soort.REGIO_ANDERS_GESPELD:
        voeg_schrijfwijze_toe(van=Regio.objects.get(sleutel=wijziging.wie), naam=wijziging.wordt, door=door)
        return
    gemeente = Gemeente.objects.get(cbs_code=wijziging.wie)
    if wijziging.soort is Soort.GEMEENTE_ANDERS_GESPELD:
        voeg_schrijfwijze_toe(van=gemeente, naam=wijziging.wordt, door=door)
        return
    laatste = gemeente.lidmaatschappen.order_by("van").last()
    assert ronde.ingang_op
    verplaats_gemeente(
        gemeente_id=gemeente.pk,
        regio_id=Regio.objects.get(sleutel=wijziging.naar).pk if wijziging.naar else None,
        vanaf=ronde.ingang_op,
        reden=f"Lijst van regio’s bij ronde {ronde.code}",
        gezien=laatste.pk if laatste else None,
        door=door,
    )
