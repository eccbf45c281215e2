"""The scripted cast, part one: people, the published round, and the inschrijvingen of the others.

Everyone acts by the real actions at the moment the clock shows. Each step does only what is not done yet, so a
visitor can do any part by hand.
"""

import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from weasyprint import HTML

from beoordeling.actions import lees_contracten_in
from beoordeling.registerblad import Rij
from inschrijving import actions, momentopname, queries
from inschrijving.models import Inschrijving
from inschrijving.rules import WERKDAGEN
from inschrijving.states import Bevoegdheid, Deelnemersoort, Ervaringsoort, Registratie, Status
from kern import klok
from kern.fouten import RegelFout
from kern.rules import sha256
from partijen.actions import geef_rol, registreer_organisatie
from partijen.models import Gebruiker, Organisatie, Rol, WlzUitvoerder
from partijen.states import Rolsoort
from portaal.demo import gegevens
from publicatie.actions import (
    leg_leemtelijst_voor,
    plaats_document,
    publiceer,
    stel_leemte_op,
    stel_leemte_vast,
    stel_leemtelijst_vast,
    wijzig_ronde,
    wijzig_zegeladressen,
)
from publicatie.models import Inkoopronde, Regiobudget, Regiotoewijzing
from publicatie.queries import lijsthash

RONDE = "2018-2020"
WACHTWOORD = "demo-wachtwoord-oco"
STAF = (
    (Rolsoort.INKOPER, "inkoper-een", "Inkoper Een"),
    (Rolsoort.INKOPER, "inkoper-twee", "Inkoper Twee"),
    (Rolsoort.INKOOPMANAGER, "manager", "Inkoopmanager"),
    (Rolsoort.INKOOPMANAGER, "manager-twee", "Inkoopmanager Twee"),
    (Rolsoort.NOTARIS, "notaris", "Notaris"),
)


def elk(rijen: Iterable, stap: Callable) -> list[str]:
    """Do the step for each row. Gives what a rule refused: a visitor can leave things half done."""
    geweigerd = []
    for rij in rijen:
        try:
            stap(rij)
        except RegelFout as fout:
            geweigerd.append(fout.tekst)
    return geweigerd


def ronde() -> Inkoopronde:
    return Inkoopronde.objects.get(code=RONDE)


def uitvoerders() -> QuerySet[WlzUitvoerder]:
    """The uitvoerders of the round."""
    return WlzUitvoerder.objects.filter(toewijzingen__ronde=ronde()).distinct()


def maak_gebruiker(email: str, naam: str) -> Gebruiker:
    """A person of the demo, with a confirmed address and the shown demo password."""
    if gebruiker := Gebruiker.objects.filter(email=email).first():
        return gebruiker
    gebruiker = Gebruiker.objects.create(email=email, naam=naam, password=_wachtwoordhash())
    gebruiker.emailaddress_set.create(email=email, verified=True, primary=True)
    return gebruiker


@cache
def _wachtwoordhash() -> str:
    """One hash for all: a slow hash per person would make the start of the demo slow."""
    return make_password(WACHTWOORD)


def maak_staf() -> None:
    """Two inkopers, two managers and a notaris per uitvoerder; one beheerder and one auditor."""
    for uitvoerder in uitvoerders():
        for soort, deel, naam in STAF:
            gebruiker = maak_gebruiker(f"{deel}@{uitvoerder.code}.example", f"{naam} {uitvoerder.naam}")
            geef_rol(gebruiker=gebruiker, soort=soort, uitvoerder=uitvoerder, door=None)
    for soort in (Rolsoort.BEHEERDER, Rolsoort.AUDITOR):
        gebruiker = maak_gebruiker(f"{soort}@portaal.example", soort.label)
        geef_rol(gebruiker=gebruiker, soort=soort, door=None)


def staf(uitvoerder: WlzUitvoerder, deel: str) -> Gebruiker:
    """`deel` is inkoper-een, inkoper-twee, manager, manager-twee or notaris."""
    return Gebruiker.objects.get(email=f"{deel}@{uitvoerder.code}.example")


def publiceer_ronde() -> None:
    """The beheerder adds a time for questions and who gets the seal of the log, fills the slots and publishes.

    Two people fix the leemten of every region, most without any.
    """
    beheerder = Gebruiker.objects.get(email="beheerder@portaal.example")
    rij = ronde()
    momenten = {naam: klok.om(dag, uur) for naam, (dag, uur) in gegevens.VRAGENRONDE.items()}
    wijzig_ronde(ronde_id=rij.pk, velden=momenten, door=beheerder)
    for document in rij.documenten.filter(stuk=None, adres=""):
        inhoud = pdf(document.titel, "Voorbeelddocument van de demo. De officiële tekst staat hier niet.")
        plaats_document(ronde_id=rij.pk, slot=document.slot, naam=f"{document.slot}.pdf", inhoud=inhoud, door=beheerder)
    wijzig_zegeladressen(ronde_id=rij.pk, adressen=gegevens.ZEGELADRESSEN, door=beheerder)
    publiceer(ronde_id=rij.pk, door=beheerder)
    for sleutel, (soort, omschrijving) in gegevens.LEEMTEN.items():
        toewijzing = Regiotoewijzing.objects.get(ronde=rij, regio__sleutel=sleutel)
        leemte = stel_leemte_op(
            toewijzing_id=toewijzing.pk,
            soort=soort,
            omschrijving=omschrijving,
            reden="Dit bleek uit de jaargesprekken met cliëntenraden in de regio.",
            door=staf(toewijzing.uitvoerder, "inkoper-een"),
        )
        stel_leemte_vast(leemte_id=leemte.pk, door=staf(toewijzing.uitvoerder, "manager"))
    for toewijzing in rij.toewijzingen.select_related("uitvoerder"):
        leg_leemtelijst_voor(toewijzing_id=toewijzing.pk, door=staf(toewijzing.uitvoerder, "inkoper-een"))
        wie = staf(toewijzing.uitvoerder, "manager")
        stel_leemtelijst_vast(toewijzing_id=toewijzing.pk, gezien=lijsthash(toewijzing), door=wie)


def maak_contractregister() -> None:
    """Each zorgkantoor reads in who held a contract in the reference year; and the invented budgets of the first."""
    rij = ronde()
    per_uitvoerder: dict[WlzUitvoerder, list[Rij]] = {}
    regios = {t.regio.sleutel: t for t in rij.toewijzingen.select_related("regio", "uitvoerder")}
    for partij in gegevens.organisaties():
        for deelname in partij.regios:
            if deelname.stand != "N":
                toewijzing = regios[deelname.regio]
                rijen = per_uitvoerder.setdefault(toewijzing.uitvoerder, [])
                rijen.append(_registerrij(partij, deelname, toewijzing, rij.referentiejaar, len(rijen) + 2))
    for uitvoerder, rijen in per_uitvoerder.items():
        bestand = "\n".join(";".join(map(str, regel)) for regel in rijen)
        wie = {"uitvoerder_id": uitvoerder.pk, "door": staf(uitvoerder, "inkoper-een")}
        verslag = lees_contracten_in(**wie, rijen=rijen, sha256=sha256(bestand.encode()))
        assert not verslag.fouten, verslag.fouten
    for toewijzing in rij.toewijzingen.select_related("regio"):
        bedrag = gegevens.REGIOBUDGET.get(toewijzing.regio.sleutel, gegevens.REGIOBUDGET_ANDERS)
        Regiobudget.objects.create(toewijzing=toewijzing, jaar=rij.ingang_op.year, bedrag=bedrag)


def _registerrij(
    partij: gegevens.Demopartij, deelname: gegevens.Regiodeelname, toewijzing: Regiotoewijzing, jaar: int, nummer: int
) -> Rij:
    """The line of the sheet; 'deels' began in April."""
    van = date(jaar, 4 if deelname.stand == "D" else 1, 1)
    plek, bron = f"rij {nummer}", "Register van de demo"
    return Rij(plek, partij.kvk_nummer, partij.naam, toewijzing.regio_id, van, date(jaar, 12, 31), bron)


def registreer_organisaties() -> None:
    """Each organisation registers, with one person who may sign."""
    for partij in gegevens.organisaties():
        gebruiker = maak_gebruiker(f"bestuur@{partij.mailnaam}.example", f"Bestuur {partij.naam}")
        registreer_organisatie(
            door=gebruiker,
            kvk_nummer=partij.kvk_nummer,
            statutaire_naam=partij.naam,
            straat=f"Rietkraag {partij.nummer}",
            postcode=f"{1000 + partij.nummer * 7} ZZ",
            plaats="Vogeldam",
            email=f"bestuur@{partij.mailnaam}.example",
            telefoon="088 000 00 00",
            website=f"https://{partij.mailnaam}.example",
        )


def tekenaar(organisatie: Organisatie) -> Gebruiker:
    """The first who may sign; a visitor can add others."""
    return Rol.objects.filter(organisatie=organisatie, soort=Rolsoort.TEKENBEVOEGDE).earliest("pk").gebruiker


LAATSTE_DAG = frozenset({gegevens.VOG_TE_OUD, gegevens.NIET_AFGEMAAKT, "Rietzanger Zorgadvies B.V.", "Stichting Fuut"})


def dien_in_op_tijd() -> list[str]:
    """Everyone but the late ones fills in and submits; one withdraws and submits again, so its history shows both."""
    op_tijd = [partij for partij in gegevens.organisaties() if partij.naam not in LAATSTE_DAG]
    rijen = Inschrijving.objects.filter(organisatie__statutaire_naam=gegevens.INGETROKKEN, status=Status.INGEDIEND)
    eenmaal = rijen.filter(indieningen__volgnummer=1).exclude(indieningen__volgnummer=2)
    return elk(op_tijd, _dien_in_voor) + elk(eenmaal, _trek_in_en_dien_weer_in)


def dien_laatste_in() -> list[str]:
    """Whoever has not begun by the last day does so now; one stops halfway."""
    return elk(gegevens.organisaties(), _dien_in_voor)


def _dien_in_voor(partij: gegevens.Demopartij) -> None:
    """Fill in and submit at each uitvoerder where the organisation has not begun yet."""
    organisatie = Organisatie.objects.get(kvk_nummer=partij.kvk_nummer)
    per_uitvoerder: dict[WlzUitvoerder, list[gegevens.Regiodeelname]] = {}
    for deelname in partij.regios:
        toewijzing = Regiotoewijzing.objects.select_related("uitvoerder").get(
            ronde=ronde(), regio__sleutel=deelname.regio
        )
        per_uitvoerder.setdefault(toewijzing.uitvoerder, []).append(deelname)
    for uitvoerder, deelnames in per_uitvoerder.items():
        if not Inschrijving.objects.filter(organisatie=organisatie, uitvoerder=uitvoerder, ronde=ronde()).exists():
            schrijf_in(partij, organisatie, uitvoerder, deelnames)


def _trek_in_en_dien_weer_in(rij: Inschrijving) -> None:
    door = tekenaar(rij.organisatie)
    actions.trek_in(inschrijving_id=rij.pk, reden="Wij willen onze prognose nog aanpassen.", door=door)
    dien_in(rij, door)


def schrijf_in(
    partij: gegevens.Demopartij,
    organisatie: Organisatie,
    uitvoerder: WlzUitvoerder,
    deelnames: list[gegevens.Regiodeelname],
) -> Inschrijving:
    """Fill in the whole wizard for one uitvoerder and submit, with the exceptions of the demo."""
    door = tekenaar(organisatie)
    rij = actions.begin(ronde=ronde(), uitvoerder=uitvoerder, organisatie=organisatie, door=door)
    wie = {"inschrijving_id": rij.pk, "door": door}
    _vul_in(rij, partij, deelnames, wie)
    if partij.naam == gegevens.NIET_AFGEMAAKT:
        return rij
    dien_in(rij, door)
    if partij.naam == gegevens.WIJZIGING_NIET_AF:
        actions.bewaar_organisatie(**wie, telefoon="088 111 11 11")
    return rij


def dien_in(rij: Inschrijving, door: Gebruiker) -> None:
    """Sign and submit, as the page does."""
    actions.teken(inschrijving_id=rij.pk, gezien=queries.verklaring_hash(queries.vers(rij.pk)), door=door)
    gezien = momentopname.hash_nu(queries.vers(rij.pk))
    actions.dien_in(inschrijving_id=rij.pk, sleutel=uuid4(), gezien=gezien, door=door)


def _vul_in(rij: Inschrijving, partij: gegevens.Demopartij, deelnames: list[gegevens.Regiodeelname], wie: dict) -> None:
    actions.bewaar_organisatie(
        **wie,
        rechtspersoon_bevestigd=True,
        bezoekadres=f"Rietkraag {partij.nummer}, Vogeldam",
        telefoon="088 000 00 00",
        email=f"bestuur@{partij.mailnaam}.example",
        werkdagen=list(WERKDAGEN),
    )
    per_regio = _kies_regios(rij, deelnames, wie)
    if partij.naam == gegevens.SAMENWERKINGSVERBAND[0]:
        _maak_verband(rij, wie)
    actions.bewaar_verklaring(
        **wie,
        eisen=dict.fromkeys(range(1, 12), True),
        garantie=True,
        beroepscode=True,
        klachten_adres=f"https://{partij.mailnaam}.example/klachten",
        privacy_adres=f"https://{partij.mailnaam}.example/privacy",
        ondertekenaar=f"Bestuur {partij.naam}",
        functie="bestuurder",
        bevoegdheid=Bevoegdheid.BESTUURDER,
    )
    _vul_prognoses(partij, per_regio, wie)
    _vul_ondersteuners(partij, list(per_regio), wie)
    if any(deelname.stand != "B" for deelname in deelnames):
        _vul_nieuw(rij, partij, per_regio, wie)


def _kies_regios(
    rij: Inschrijving, deelnames: list[gegevens.Regiodeelname], wie: dict
) -> dict[int, gegevens.Regiodeelname]:
    keuzes = {}
    for deelname in deelnames:
        toewijzing = Regiotoewijzing.objects.get(ronde=rij.ronde, regio__sleutel=deelname.regio)
        leden = list(toewijzing.regio.lidmaatschappen.values_list("gemeente_id", flat=True))
        gedekt = leden[1:] if deelname.heeft("g") else leden
        klasse = "bestaand" if deelname.stand == "B" else "nieuw"
        keuzes[toewijzing.pk] = actions.Regiokeuze(klasse=klasse, gemeenten=gedekt)
    actions.kies_regios(**wie, keuzes=keuzes)
    per_sleutel = {deelname.regio: deelname for deelname in deelnames}
    regios = rij.regios.select_related("toewijzing__regio")
    return {regio.pk: per_sleutel[regio.toewijzing.regio.sleutel] for regio in regios}


def _maak_verband(rij: Inschrijving, wie: dict) -> None:
    _, verbandnaam, deelnemer = gegevens.SAMENWERKINGSVERBAND
    actions.bewaar_samenwerkingsverband(**wie, samenwerkingsverband=True, verbandnaam=verbandnaam)
    gemeenten = list(rij.regios.values_list("dekking__gemeente_id", flat=True))
    lid = actions.bewaar_deelnemer(
        **wie, naam=deelnemer, kvk_nummer="90000900", soort=Deelnemersoort.ORGANISATIE, gemeenten=gemeenten
    )
    inhoud = pdf("Hoofdelijke aansprakelijkheid", "Alle deelnemers aanvaarden de aansprakelijkheid voor het geheel.")
    actions.voeg_document_toe(**wie, soort="aansprakelijkheid", naam="aansprakelijkheid.pdf", inhoud=inhoud)
    for soort in ("vog", "kvk", "machtiging"):
        _voeg_toe(soort, klok.vandaag() - timedelta(days=40), wie, deelnemer_id=lid.pk)


def _vul_prognoses(partij: gegevens.Demopartij, per_regio: dict[int, gegevens.Regiodeelname], wie: dict) -> None:
    clienten = 40 + 13 * (partij.nummer % 20)
    prognose = {
        "clienten": clienten,
        "uren": Decimal(clienten * (5 + partij.nummer % 7)),
        "prognose_onderbouwing": "Gebaseerd op het aantal vragen van vorig jaar in deze regio.",
    }
    actions.bewaar_prognoses(**wie, prognoses=dict.fromkeys(per_regio, prognose))


def _vul_ondersteuners(partij: gegevens.Demopartij, regios: list[int], wie: dict) -> None:
    for nummer in range(1, partij.ondersteuners + 1):
        geregistreerd = nummer <= partij.geregistreerd
        actions.bewaar_ondersteuner(
            **wie,
            naam=f"Cliëntondersteuner {nummer}",
            hbo=True,
            geen_belangen=True,
            registratie=Registratie.BEROEPSREGISTER if geregistreerd else Registratie.GEEN,
            registratienummer=f"R{partij.nummer:02d}{nummer:03d}" if geregistreerd else "",
            regios=regios,
        )


def _vul_nieuw(
    rij: Inschrijving, partij: gegevens.Demopartij, per_regio: dict[int, gegevens.Regiodeelname], wie: dict
) -> None:
    vandaag = klok.vandaag()
    te_oud = partij.naam == gegevens.VOG_TE_OUD
    _voeg_toe("machtiging", None, wie)
    _voeg_toe("vog", _dag_te_oud(vandaag) if te_oud else vandaag - timedelta(days=50), wie)
    _voeg_toe("kvk", vandaag - timedelta(days=30), wie)
    actions.bewaar_onderbouwing(
        **wie, teksten={n: f"Zo voldoen wij aan eis {n}: zie ons jaarplan." for n in range(1, 12)}
    )
    actions.bewaar_leemten(
        **wie,
        teksten={
            pk: "Wij werken al jaren voor deze groep." for pk, deelname in per_regio.items() if deelname.heeft("L")
        },
    )
    for pk, deelname in per_regio.items():
        gemeente = rij.regios.get(pk=pk).dekking.first().gemeente
        if deelname.heeft("w"):
            ervaring = {"soort": Ervaringsoort.WMO_CONTRACT, "gemeente": gemeente}
            actions.bewaar_ervaring(
                **wie, **ervaring, jaar=vandaag.year - 1, toelichting="Cliëntondersteuning voor de gemeente."
            )
    actions.bewaar_ervaring(
        **wie,
        soort=Ervaringsoort.ANDERSZINS,
        gemeente=None,
        jaar=vandaag.year - 1,
        toelichting="Vijf jaar ondersteuning aan ouderen en mensen met een beperking.",
    )


def _dag_te_oud(vandaag: date) -> date:
    """The last day that is too old when submitted today: six months and one day."""
    maand, jaar = (vandaag.month - 6, vandaag.year) if vandaag.month > 6 else (vandaag.month + 6, vandaag.year - 1)
    return date(jaar, maand, min(vandaag.day, 28)) - timedelta(days=1)


def _voeg_toe(soort: str, datum: date | None, wie: dict, deelnemer_id: int | None = None) -> None:
    inhoud = pdf(soort.upper(), "Voorbeelddocument van de demo.")
    actions.voeg_document_toe(
        **wie, soort=soort, naam=f"{soort}.pdf", inhoud=inhoud, datum=datum, deelnemer_id=deelnemer_id
    )


_PDFS: dict[tuple[str, str], bytes] = {}


def pdf(titel: str, tekst: str) -> bytes:
    """A small real PDF; the same text gives the same bytes."""
    if (titel, tekst) not in _PDFS:
        buffer = io.BytesIO()
        HTML(string=f"<html lang=nl><title>{titel}</title><h1>{titel}</h1><p>{tekst}</p>").write_pdf(buffer)
        _PDFS[titel, tekst] = buffer.getvalue()
    return _PDFS[titel, tekst]
