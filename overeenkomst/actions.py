"""The overeenkomst: offered after a favourable decision, signed only after the opschortende termijn (A07, A08).

And what is read for it: the official text in versions, and the list of regions.
"""

from django.db import transaction

from bekendmaking.queries import gegunde_regios, tekenen_vanaf
from bekendmaking.sluiten import mag_sluiten
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import moment
from kern.rules import sha256
from kern.transitions import zet_over
from kluis.actions import bewaar
from kluis.keuring import Keuring
from overeenkomst import queries, regiolijst, tekst
from overeenkomst.models import Modeltekst, Overeenkomst
from overeenkomst.regiolijst import Soort, Wijziging
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from publicatie.actions.gemeenten import verplaats_gemeente
from publicatie.actions.schrijfwijzen import voeg_schrijfwijze_toe
from publicatie.models import Gemeente, Inkoopronde, Regio


@transaction.atomic
def bied_aan(*, inschrijving_id: int, door: Gebruiker) -> Overeenkomst:
    """Offer an overeenkomst for the regions that were won; preparing is free at any time after the decision (A07)."""
    inschrijving = Inschrijving.objects.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=inschrijving.uitvoerder_id)
    if not gegunde_regios(inschrijving):
        raise RegelFout("Voor deze inschrijving is geen beslissing bekendgemaakt die tot een overeenkomst leidt.")
    overeenkomst, _ = Overeenkomst.objects.get_or_create(inschrijving=inschrijving)
    overeenkomst = zet_over(overeenkomst, "bied_aan", door=door)
    overeenkomst.aangeboden_op = klok.nu()
    overeenkomst.save(update_fields=["aangeboden_op"])
    return overeenkomst


@transaction.atomic
def teken(*, overeenkomst_id: int, door: Gebruiker) -> Overeenkomst:
    """Sign an offered overeenkomst for the organisation.

    Raises RegelFout until the opschortende termijn of its regions is over (IK-203, IK-204), and while a bezwaar or a
    kort geding holds them up (A07).
    """
    rijen = Overeenkomst.objects.select_related("inschrijving__ronde", "inschrijving__organisatie")
    overeenkomst = rijen.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    inschrijving = overeenkomst.inschrijving
    eis_recht(door, Recht.INDIENEN, organisatie_id=inschrijving.organisatie_id)
    vanaf = tekenen_vanaf(inschrijving)
    if klok.nu() < vanaf:
        raise RegelFout(f"Tekenen kan vanaf {moment(vanaf)}. Tot dan loopt de opschortende termijn.")
    if redenen := mag_sluiten(inschrijving, klok.nu()):
        raise RegelFout(f"Tekenen kan nog niet. {'; '.join(redenen)}.")
    overeenkomst = zet_over(overeenkomst, "teken", door=door)
    overeenkomst.getekend_op = klok.nu()
    overeenkomst.save(update_fields=["getekend_op"])
    return overeenkomst


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
    laatste = queries.laatste_modeltekst(ronde)
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
    bekend = queries.bekend(ronde)
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
