"""The scripted cast, part two: opening, verdicts, indeling, selection and loting."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from beoordeling import actions, queries, vraagqueries
from beoordeling.models import Classificatie, Opening, Regiobeoordeling, Verduidelijking
from beoordeling.states import Oordeel, Openingstatus, Verduidelijkingstatus
from beoordeling.states import Status as Beoordelingstatus
from berichten.actions import verstuur
from berichten.queries import openstaand
from inschrijving.models import Inschrijving, Regioinschrijving
from inschrijving.queries import staande_indiening
from kern import klok
from kern.gezien import gezien_hash
from partijen.models import Gebruiker, WlzUitvoerder
from portaal.demo import gegevens
from portaal.demo.cast import elk, pdf, ronde, staf, tekenaar, uitvoerders
from publicatie import queries as publicatie
from publicatie.models import Regiotoewijzing
from selectie import actions as selectie
from selectie import trekking
from selectie.leemten import beantwoord_leemte
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.queries import loting_van
from selectie.states import Lotingstatus, Methode
from selectie.states import Status as Selectiestatus

GEMEENTE_MIST = "Niet alle gemeenten van de regio zijn aangevinkt. Het netwerk is daarom niet dekkend."
TE_WEINIG = "Er zijn minder dan drie cliëntondersteuners. De keuzevrijheid is daarom niet geborgd."
ERVARING = "De onderbouwing laat zien dat de organisatie deze doelgroepen kent."
UITLEG = "Dit staat in onze onderbouwing: wij begeleiden alle drie de doelgroepen."
VOG_TE_OUD = "De verklaring omtrent gedrag was op de dag van indienen zes maanden en één dag oud."


def open_alles() -> list[str]:
    """Two people of each uitvoerder open what is not open yet."""
    open_ = Opening.objects.filter(ronde=ronde(), status=Openingstatus.GEOPEND)
    return elk(uitvoerders().exclude(pk__in=open_.values("uitvoerder")), _open)


def _open(uitvoerder: WlzUitvoerder) -> None:
    """Whoever asked already asks again, else an inkoper does; the manager confirms, unless the manager asked."""
    een, manager = staf(uitvoerder, "inkoper-een"), staf(uitvoerder, "manager")
    aanvraag = Opening.objects.filter(ronde=ronde(), uitvoerder=uitvoerder).first()
    eerste = aanvraag.eerste_door if aanvraag else een
    opening = actions.vraag_opening_aan(ronde=ronde(), uitvoerder=uitvoerder, door=eerste)
    tweede = een if eerste == manager else manager
    actions.open_samen(opening_id=opening.pk, gezien=gezien_hash(opening), door=tweede)


def verdeel_alles() -> list[str]:
    """The work of each uitvoerder is divided over its two inkopers; who has a dossier already keeps it."""
    return elk(uitvoerders(), _verdeel)


def _verdeel(uitvoerder: WlzUitvoerder) -> None:
    een, twee = staf(uitvoerder, "inkoper-een"), staf(uitvoerder, "inkoper-twee")
    actions.verdeel_werk(ronde=ronde(), uitvoerder=uitvoerder, mensen=[een.pk, twee.pk], door=een)


def beantwoord_vragen() -> list[str]:
    """Every organisation answers what a visitor had the zorgkantoor ask, while the term runs."""
    open_ = Verduidelijking.objects.filter(status=Verduidelijkingstatus.GESTELD, vraag__tot__gte=klok.nu())
    return elk(open_.select_related("inschrijving__organisatie"), _beantwoord)


def _beantwoord(rij: Verduidelijking) -> None:
    door = tekenaar(rij.inschrijving.organisatie)
    actions.beantwoord_vraag(verduidelijking_id=rij.pk, antwoord=UITLEG, sleutel=uuid4(), door=door)


def beoordeel_alles() -> list[str]:
    """Two people judge every eis that is still open, and close the assessment per region."""
    dossiers = Inschrijving.objects.filter(ronde=ronde(), status="geopend")
    return elk(dossiers.select_related("organisatie", "uitvoerder", "ronde"), _beoordeel)


def _beoordelaars(dossier: Inschrijving) -> list[Gebruiker]:
    """Who can judge: at least two people without an interest, if a visitor left that many; first whose work it is."""
    mensen: list[Gebruiker] = []
    verdeeld = [rij.gebruiker for rij in dossier.beoordelaars.select_related("gebruiker")]
    anderen = [staf(dossier.uitvoerder, deel) for deel in ("inkoper-een", "inkoper-twee", "manager")]
    for wie in dict.fromkeys([*verdeeld, *anderen]):
        belang = queries.heeft_belang(dossier, wie)
        if belang is None and len(mensen) < 2:
            actions.verklaar_belang(inschrijving_id=dossier.pk, heeft_belang=False, toelichting="", door=wie)
            belang = False
        if belang is False:
            mensen.append(wie)
    return mensen


def _beoordeel(dossier: Inschrijving) -> None:
    """Fill in the verdicts that are missing; what a visitor left unequal is settled in a meeting."""
    beoordelaars, gezien = _beoordelaars(dossier), staande_indiening(dossier).hash
    vragen = vraagqueries.van_dossier(dossier)
    for stand in queries.oordeelstanden(dossier):
        gegeven = {g.beoordelaar for g in stand.gegeven}
        oordeel, motivering = _oordeel(dossier, stand)
        gezien_hash = vraagqueries.gezien_hash(gezien, vragen, stand.eis.pk)
        wat = {"oordeel": oordeel, "motivering": motivering, "gezien_hash": gezien_hash}
        for beoordelaar in beoordelaars:
            if len(gegeven) < 2 and beoordelaar.pk not in gegeven:
                actions.geef_oordeel(**_plek(dossier, stand), **wat, door=beoordelaar)
                gegeven.add(beoordelaar.pk)
    for stand in queries.oordeelstanden(dossier):
        if stand.verschillen:
            oordeel, motivering = _oordeel(dossier, stand)
            een, twee = (Gebruiker.objects.get(pk=g.beoordelaar) for g in stand.gegeven)
            tekst = motivering or "In het overleg bleek dat de onderbouwing voldoende is."
            overleg = actions.leg_overleg_vast(**_plek(dossier, stand), oordeel=oordeel, motivering=tekst, door=een)
            actions.bevestig_overleg(overleg_id=overleg.pk, gezien_hash=overleg.hash, door=twee)
    open_ = Regiobeoordeling.objects.filter(
        regioinschrijving__inschrijving=dossier, status=Beoordelingstatus.IN_BEOORDELING
    )
    for beoordeling in open_:
        actions.rond_af(regioinschrijving_id=beoordeling.regioinschrijving_id, door=beoordelaars[0])


def _plek(dossier: Inschrijving, stand: queries.Oordeelstand) -> dict:
    return {
        "inschrijving_id": dossier.pk,
        "eis_id": stand.eis.pk,
        "regioinschrijving_id": stand.regio and stand.regio.pk,
    }


def _oordeel(dossier: Inschrijving, stand: queries.Oordeelstand) -> tuple[str, str]:
    """What the cast thinks of an eis: what the dossier shows to fall short fails, all else passes."""
    nummer, regio = stand.eis.nummer, stand.regio
    if nummer == 1:
        return Oordeel.VOLDOET, ERVARING
    if nummer == 5 and dossier.organisatie.statutaire_naam == gegevens.VOG_TE_OUD:
        return Oordeel.VOLDOET_NIET, VOG_TE_OUD
    if nummer == 9 and regio and regio.clientondersteuners.count() < dossier.ronde.min_clientondersteuners:
        return Oordeel.VOLDOET_NIET, TE_WEINIG
    if nummer == 8 and regio and _mist_gemeente(regio):
        return Oordeel.VOLDOET_NIET, GEMEENTE_MIST
    return Oordeel.VOLDOET, ""


def _mist_gemeente(regio: Regioinschrijving) -> bool:
    gedekt = regio.dekking.values("gemeente").distinct()
    return gedekt.count() < regio.toewijzing.regio.lidmaatschappen.count()


def deel_alles_in() -> list[str]:
    """The proposed indeling of every part that meets the eisen is confirmed."""
    open_ = Classificatie.objects.filter(indeling="", regioinschrijving__beoordeling__status=Beoordelingstatus.VOLDOET)
    return elk(open_.select_related("regioinschrijving__inschrijving__uitvoerder"), _deel_in)


def _deel_in(rij: Classificatie) -> None:
    door = _beoordelaars(rij.regioinschrijving.inschrijving)[0]
    actions.bevestig_indeling(regioinschrijving_id=rij.regioinschrijving_id, indeling=rij.voorstel, reden="", door=door)


def selecteer_alles() -> list[str]:
    """Facts, freezing by two people, and the loting set ready where organisations are equal."""
    toewijzingen = Regiotoewijzing.objects.filter(ronde=ronde()).select_related("uitvoerder", "regio")
    gemist = deel_alles_in() + elk(toewijzingen, _selecteer)
    for pk in openstaand(klok.nu(), 1000):  # an invitation leaves before the draw, also while the clock jumps
        verstuur(bericht_id=pk)
    return gemist


def _selecteer(toewijzing: Regiotoewijzing) -> None:
    een, twee = staf(toewijzing.uitvoerder, "inkoper-een"), staf(toewijzing.uitvoerder, "inkoper-twee")
    rij = Regioselectie.objects.filter(toewijzing=toewijzing).first()
    if rij is None or rij.status == Selectiestatus.OPEN:
        rij = selectie.begin(toewijzing_id=toewijzing.pk, door=een)
        _vul_feiten(rij, een)
        _beantwoord_leemten(rij, (een, twee))
        rij = selectie.leg_invoer_voor(selectie_id=rij.pk, door=een)
        rij = selectie.bevries_invoer(selectie_id=rij.pk, gezien_hash=rij.invoer_hash, door=twee)
    if rij.uitslag and rij.uitslag["loting"] and loting_van(rij) is None:
        trekking.zet_loting_klaar(
            selectie_id=rij.pk,
            plaats="notariskantoor Vogeldam",
            trekking_op=klok.om(date(2017, 9, 5), 10),
            methode=Methode.HAND,
            aangekondigde_bronnen=[],
            door=een,
        )


def _vul_feiten(rij: Regioselectie, door: Gebruiker) -> None:
    for kandidaat in rij.kandidaten.select_related("regioinschrijving__inschrijving__organisatie"):
        velden = _feiten(kandidaat, _deelname(kandidaat.regioinschrijving, rij.toewijzing.regio.sleutel))
        if velden:
            selectie.leg_kandidaat_vast(kandidaat_id=kandidaat.pk, door=door, **velden)


def _beantwoord_leemten(rij: Regioselectie, mensen: Iterable[Gebruiker]) -> None:
    """Both answer the same on every gap that is still open for a candidate."""
    open_ = rij.kandidaten.filter(voorziet_in_leemte__isnull=True)
    for kandidaat in open_.select_related("regioinschrijving__inschrijving__organisatie"):
        vult = _deelname(kandidaat.regioinschrijving, rij.toewijzing.regio.sleutel).heeft("L")
        reden = (
            "De organisatie werkt al voor deze groep." if vult else "De organisatie biedt hier hetzelfde als anderen."
        )
        for leemte in publicatie.leemten(rij.toewijzing):
            for door in mensen:
                beantwoord_leemte(
                    kandidaat_id=kandidaat.pk, leemte_id=leemte.pk, voorziet=vult, motivering=reden, door=door
                )


def _deelname(regio: Regioinschrijving, sleutel: str) -> gegevens.Regiodeelname:
    """The region as the script has it; for what a visitor added, the organisation is believed."""
    for partij in gegevens.organisaties():
        if partij.kvk_nummer == regio.inschrijving.organisatie.kvk_nummer:
            for deelname in partij.regios:
                if deelname.regio == sleutel:
                    return deelname
    return gegevens.Regiodeelname(sleutel, "N", "Lc" if regio.leemte_toelichting else "c")


def _feiten(kandidaat: Kandidaat, deelname: gegevens.Regiodeelname) -> dict:
    """The facts that still need a judgement."""
    velden: dict = {}
    if kandidaat.wmo_contract is None:
        velden |= {"wmo_contract": deelname.heeft("w")}
    if kandidaat.anderszins is None:
        velden |= {"anderszins": deelname.heeft("c"), "anderszins_bewijs": "Onderbouwing bij de inschrijving."}
    return velden


def loot_alles() -> list[str]:
    """The notaris draws: by hand in order of kenmerk, or with invented values where sources were announced."""
    return elk(Loting.objects.filter(status=Lotingstatus.KLAARGEZET), _loot)


def _loot(loting: Loting) -> None:
    trekking.voer_loting_in(
        loting_id=loting.pk,
        getrokken_op=klok.lokaal(loting.trekking_op).date(),
        notaris_naam="Notaris te Vogeldam",
        proces_verbaal=("proces-verbaal-loting.pdf", pdf("Proces-verbaal van loting", "Voorbeeld van de demo.")),
        volgorde=sorted(loting.deelnemers),
        bronnen=[[4, 8, 15] for _ in loting.aangekondigde_bronnen],
        vindplaatsen=["Uitgedacht voor de demo." for _ in loting.aangekondigde_bronnen],
        door=staf(loting.regioselectie.toewijzing.uitvoerder, "notaris"),
    )


def stel_alles_vast() -> list[str]:
    """Lotingen are confirmed and every region is fixed."""
    te_bevestigen = Loting.objects.filter(status=Lotingstatus.INGEVOERD)
    open_ = Regioselectie.objects.exclude(status__in=[Selectiestatus.OPEN, Selectiestatus.VASTGESTELD])
    return elk(te_bevestigen, _bevestig_loting) + elk(open_, _stel_vast)


def _bevestig_loting(loting: Loting) -> None:
    inkoper = staf(loting.regioselectie.toewijzing.uitvoerder, "inkoper-een")
    trekking.bevestig_loting(loting_id=loting.pk, gezien=gezien_hash(loting), door=inkoper)


def _stel_vast(rij: Regioselectie) -> None:
    selectie.stel_vast(selectie_id=rij.pk, door=staf(rij.toewijzing.uitvoerder, "inkoper-een"))
