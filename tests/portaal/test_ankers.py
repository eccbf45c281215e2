"""`integriteit --zegel`: whatever is done to the log, the seal that lies elsewhere shows it (F26, I6)."""

import json
from contextlib import suppress
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kern import ankers
from kern.actions import zegel_dagen
from kern.ankers import Anker
from kern.inzage import IN_ZEGEL
from kern.log import als_feiten, leg_vast
from kern.models import Dagzegel, Gebeurtenis, Ketting
from kern.rules import regelhash, zegelhash
from tests.factories import DossiersleutelFactory
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.kern.test_integriteit import zonder_trigger

TABELLEN = (Gebeurtenis, Dagzegel, Ketting)


def integriteit(*opties: str) -> list[str]:
    """The faults that the command prints under I6."""
    uit = StringIO()
    with suppress(SystemExit):
        call_command("integriteit", *opties, stdout=uit)
    return json.loads(uit.getvalue())["I6"]["fouten"]


@pytest.fixture
def log(db, klok, tmp_path):
    """Two dossiers and two seals, both kept in a folder outside; gives the rows after the first day, as a backup."""
    rijen = [DossiersleutelFactory(dossier=f"proef:{nummer}") for nummer in (1, 2)]
    nu = klok("2017-08-02 09:00")
    for dag in (1, 2):
        klok(nu + timedelta(days=dag))
        for rij in rijen:
            for stap in ("een", "twee", "drie"):
                leg_vast(rij, stap)
        zegel = zegel_dagen()
        (tmp_path / f"{zegel.dag}.json").write_bytes(ankers.als_bestand(Anker.van(zegel)))
        if dag == 1:
            kopie = [(model, list(model.objects.values())) for model in TABELLEN]
    assert integriteit(f"--zegel={tmp_path}") == []
    return kopie


def herreken_keten(dossier: str) -> None:
    """As somebody would who may do anything in the database: every hash after a change, and the head."""
    vorige, nummer = "", 0
    for nummer, regel in enumerate(Gebeurtenis.objects.filter(dossier=dossier).order_by("nummer"), start=1):
        oud, regel.nummer, regel.vorige_hash = regel.pk, nummer, vorige
        regel.hash = vorige = regelhash(als_feiten(regel), vorige)
        Gebeurtenis.objects.filter(pk=oud).update(nummer=nummer, vorige_hash=regel.vorige_hash, hash=vorige)
    Ketting.objects.filter(pk=dossier).update(nummer=nummer, kop=vorige)


def herreken_zegels() -> None:
    """Every seal over the lines that there are now, up to the number that it had or the last one."""
    vorige = ""
    for zegel in Dagzegel.objects.order_by("dag"):
        koppen = {}
        for dossier, (nummer, _) in zegel.koppen.items():
            if dossier == IN_ZEGEL:
                koppen[dossier] = zegel.koppen[dossier]
                continue
            laatste = Gebeurtenis.objects.filter(dossier=dossier, nummer__lte=nummer).order_by("nummer").last()
            koppen[dossier] = [laatste.nummer, laatste.hash]
        hash_ = zegelhash(zegel.dag.isoformat(), koppen, vorige)
        Dagzegel.objects.filter(pk=zegel.pk).update(koppen=koppen, vorige_hash=vorige, hash=hash_)
        vorige = hash_


ANDERS = "zegel van 2017-08-0{}: het is een ander dan het zegel dat buiten het portaal is bewaard"
WEG = "zegel van 2017-08-03: het ontbreekt; het logboek is afgeknipt of er is een oude kopie teruggezet"


@pytest.mark.geval("F26")
def test_gewijzigde_regel(log, tmp_path):
    with zonder_trigger():
        Gebeurtenis.objects.filter(dossier="proef:1", nummer=2).update(actor_id=9)
    assert integriteit(f"--zegel={tmp_path}") == ["proef:1 2: inhoud klopt niet met de hash"]


@pytest.mark.geval("F26")
def test_regel_weg_uit_het_midden_en_alles_herrekend(log, tmp_path):
    with zonder_trigger() as cursor:
        cursor.execute("DELETE FROM kern_gebeurtenis WHERE dossier = 'proef:1' AND nummer = 2")
        assert integriteit() != []
        herreken_keten("proef:1")
        herreken_zegels()
    assert integriteit() == []  # from inside nothing is left to see
    assert integriteit(f"--zegel={tmp_path}") == [ANDERS.format(2), ANDERS.format(3)]


@pytest.mark.geval("F26")
def test_afgeknipt_einde_met_zijn_zegel(log, tmp_path):
    with zonder_trigger() as cursor:
        cursor.execute("DELETE FROM kern_gebeurtenis WHERE nummer > 3")
        cursor.execute("DELETE FROM kern_dagzegel WHERE dag = '2017-08-03'")
        for ketting in Ketting.objects.all():
            laatste = Gebeurtenis.objects.get(dossier=ketting.pk, nummer=3)
            Ketting.objects.filter(pk=ketting.pk).update(nummer=3, kop=laatste.hash)
    assert integriteit() == []
    assert integriteit(f"--zegel={tmp_path}") == [WEG]


@pytest.mark.geval("F26")
def test_geheel_herrekende_keten_met_haar_zegels(log, tmp_path):
    with zonder_trigger():
        Gebeurtenis.objects.filter(dossier="proef:1", nummer=5).update(handeling="anders")
        herreken_keten("proef:1")
        herreken_zegels()
    assert integriteit() == []
    assert integriteit(f"--zegel={tmp_path}") == [ANDERS.format(3)]


@pytest.mark.geval("F26")
def test_oude_kopie_teruggezet_waarna_het_portaal_verder_gaat(log, tmp_path, klok):
    with zonder_trigger() as cursor:
        cursor.execute("TRUNCATE " + ", ".join(model._meta.db_table for model in TABELLEN))
        for model, rijen in log:
            model.objects.bulk_create(model(**rij) for rij in rijen)
    assert integriteit() == []
    assert integriteit(f"--zegel={tmp_path}") == [WEG]
    klok("2017-08-04 10:00")
    leg_vast(DossiersleutelFactory(dossier="proef:3"), "verder")
    zegel_dagen()
    assert integriteit() == []
    assert integriteit(f"--zegel={tmp_path}") == [ANDERS.format(3)]


@pytest.mark.geval("F26")
def test_kop_van_een_ontvangstbewijs_is_ook_een_anker(db, klok):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    assert integriteit(f"--kop={indiening.logkop}") == []
    with zonder_trigger():
        regel = Gebeurtenis.objects.get(hash=indiening.logkop)
        Gebeurtenis.objects.filter(pk=regel.pk).update(tijd=regel.tijd - timedelta(hours=1))
        herreken_keten(regel.dossier)
    assert f"de kop {indiening.logkop} van een ontvangstbewijs staat niet meer in het logboek" in integriteit(
        f"--kop={indiening.logkop}"
    )


EEN = Anker("2017-08-01", "a" * 64, "")
TWEE = Anker("2017-08-02", "b" * 64, "a" * 64)


def als_mail(tekst: str, codering: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Zegel"
    mail.set_content(tekst, cte=codering)
    mail.add_alternative(f"<p>{tekst}</p>", subtype="html")
    return mail.as_bytes()


@pytest.mark.geval("I6")
@pytest.mark.parametrize("codering", ["quoted-printable", "base64", "7bit"])
def test_een_bewaarde_mail_is_een_anker(codering):
    tekst = f"Het zegel:\n\n{ankers.als_bestand(TWEE).decode()}\n\nBewaar dit."
    assert (ankers.lees(als_mail(tekst, codering)), ankers.lees(tekst.encode())) == ([TWEE], [TWEE])


@pytest.mark.geval("I6")
def test_een_reeks_dagen_is_een_anker():
    assert ankers.lees(ankers.als_bestand([EEN, TWEE])) == [EEN, TWEE]


@pytest.mark.geval("I6")
@pytest.mark.parametrize(
    "inhoud",
    [
        *(b"", b"[]", b"{}", b"geen zegel", b"\xff\xfe", b"[1]", b"[", b'[{"dag":"2017-08-01"}]'),
        ankers.als_bestand(EEN._replace(hash="kort")),
        ankers.als_bestand([EEN, TWEE._replace(dag="morgen")]),
        ankers.als_bestand(TWEE._replace(vorige="-")),
    ],
)
def test_een_kapot_zegel_wordt_niet_stil_overgeslagen(inhoud, tmp_path):
    (tmp_path / "goed.json").write_bytes(ankers.als_bestand(EEN))
    (tmp_path / "zegel.json").write_bytes(inhoud)
    with pytest.raises(CommandError, match=r"zegel\.json' is niet te lezen") as fout:
        call_command("integriteit", f"--zegel={tmp_path}")
    assert fout.value.returncode == 2


@pytest.mark.geval("I6")
def test_niets_om_mee_te_vergelijken_is_een_fout(tmp_path):
    for opties, melding in [
        ([f"--zegel={tmp_path}"], "staat geen zegel"),
        ([f"--zegel={tmp_path}/weg"], "niet te lezen"),
        (["--kop=abc"], "geen kop van het logboek"),
    ]:
        with pytest.raises(CommandError, match=melding):
            call_command("integriteit", *opties)
