"""The table of rights, how far they reach, and how a view names them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from partijen.models import Gebruiker
from partijen.permissions import RECHTEN, Recht, bevoegdheid, eis_recht, openbaar, vereist
from partijen.states import Rolsoort
from tests.factories import GebruikerFactory, OrganisatieFactory, RolFactory, WlzUitvoerderFactory

INZIEN = {
    *(Recht.TAKEN_ZIEN, Recht.WERK_ZIEN, Recht.DOSSIER_ZIEN, Recht.SELECTIE_ZIEN),
    *(Recht.LOTING_ZIEN, Recht.BRIEF_ZIEN, Recht.BEZWAAR_ZIEN),
    *(Recht.PRIJSVOLUME_ZIEN, Recht.PRODUCTIE_ZIEN, Recht.TOEZICHT_ZIEN, Recht.VRAGEN_ZIEN, Recht.RONDE_ZIEN),
    Recht.WIJZIGING_ZIEN,
}


def houders(recht: Recht) -> set[Rolsoort]:
    return {soort for soort, rechten in RECHTEN.items() if recht in rechten}


@pytest.mark.parametrize(
    ("recht", "soorten"),
    [
        (Recht.INDIENEN, {Rolsoort.TEKENBEVOEGDE}),
        (Recht.INSCHRIJVEN, {Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE}),
        (Recht.BEZWAAR_MAKEN, {Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE}),
        (Recht.OPENEN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER}),
        (Recht.BEOORDELEN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER}),
        (Recht.WERK_VERDELEN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER}),
        (Recht.REGISTER_BIJHOUDEN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER}),
        (Recht.BRIEF_GOEDKEUREN, {Rolsoort.INKOOPMANAGER}),
        (Recht.VRIJGEVEN, {Rolsoort.INKOOPMANAGER}),
        (Recht.PRODUCTIE_LEVEREN, {Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE}),
        (Recht.PRODUCTIE_CONTROLEREN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER}),
        (Recht.LOTEN, {Rolsoort.NOTARIS}),
        (Recht.BEHEREN, {Rolsoort.BEHEERDER}),
        (Recht.BRIEVEN_UITVOEREN, {Rolsoort.BEHEERDER}),
        (Recht.DOSSIER_ZIEN, {Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER, Rolsoort.AUDITOR}),
        (Recht.LOGBOEK_ZIEN, {Rolsoort.AUDITOR}),
        (Recht.INZAGE_ZIEN, {Rolsoort.INKOOPMANAGER, Rolsoort.AUDITOR}),
    ],
)
def test_wie_een_recht_heeft(recht, soorten):
    assert houders(recht) == soorten


def test_de_notaris_ziet_alleen_de_loting_en_de_auditor_kijkt_alleen():
    assert RECHTEN[Rolsoort.NOTARIS] == {Recht.LOTEN, Recht.LOTING_ZIEN}
    eigen = {Recht.LOGBOEK_ZIEN, Recht.INZAGE_ZIEN, Recht.PRODUCTIECIJFERS_ZIEN, Recht.RECHTEN_ZIEN, Recht.ZEGELS_ZIEN}
    eigen |= {Recht.BEWAREN_ZIEN, Recht.AANHOUDINGEN_ZIEN}
    assert RECHTEN[Rolsoort.AUDITOR] == INZIEN | eigen


def test_elke_rol_staat_in_de_tabel_en_elk_recht_is_van_iemand():
    assert set(RECHTEN) == set(Rolsoort)
    assert {recht for recht in Recht if not houders(recht)} == {Recht.AANGEMELD}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "geldt"),
    [
        ("2017-06-30 23:59", False),
        ("2017-07-01 00:00", True),
        ("2017-08-31 23:59:59.999999", True),
        ("2017-09-01 00:00", False),
    ],
)
def test_een_rol_geldt_van_de_eerste_tot_en_met_de_laatste_dag_in_amsterdam(klok, moment, geldt):
    rol = RolFactory(van="2017-07-01", tot="2017-08-31")
    klok(moment)
    assert bevoegdheid(rol.gebruiker).mag(Recht.INSCHRIJVEN) is geldt


@pytest.mark.django_db
@pytest.mark.geval("B26")
def test_een_recht_reikt_niet_verder_dan_de_eigen_uitvoerder(klok):
    klok("2017-07-01 09:00")
    rol = RolFactory(bij_uitvoerder=True)
    manager = RolFactory(bij_uitvoerder=True, gebruiker=rol.gebruiker, soort=Rolsoort.INKOOPMANAGER)
    bevoegd = bevoegdheid(rol.gebruiker)
    assert bevoegd.uitvoerders(Recht.BEOORDELEN) == [rol.uitvoerder_id, manager.uitvoerder_id]
    assert bevoegd.uitvoerders(Recht.VRIJGEVEN) == [manager.uitvoerder_id]
    assert bevoegd.uitvoerders(Recht.BEHEREN) == []
    eis_recht(rol.gebruiker, Recht.VRIJGEVEN, uitvoerder_id=manager.uitvoerder_id)
    with pytest.raises(PermissionDenied):
        eis_recht(rol.gebruiker, Recht.VRIJGEVEN, uitvoerder_id=rol.uitvoerder_id)


@pytest.mark.django_db
def test_een_recht_reikt_niet_verder_dan_de_eigen_organisatie(klok):
    klok("2017-07-01 09:00")
    rol, ander = RolFactory(), OrganisatieFactory()
    bevoegd = bevoegdheid(rol.gebruiker)
    assert bevoegd.organisaties(Recht.INSCHRIJVEN) == [rol.organisatie_id]
    assert bevoegd.uitvoerders(Recht.INSCHRIJVEN) == []
    eis_recht(rol.gebruiker, Recht.INSCHRIJVEN, organisatie_id=rol.organisatie_id)
    for bereik in ({"organisatie_id": ander.pk}, {"uitvoerder_id": WlzUitvoerderFactory().pk}, {}):
        with pytest.raises(PermissionDenied):
            eis_recht(rol.gebruiker, Recht.INSCHRIJVEN, **bereik)


@pytest.mark.django_db
def test_een_landelijke_rol_reikt_overal_maar_niet_tot_organisaties(klok):
    klok("2017-07-01 09:00")
    gebruiker = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    assert bevoegdheid(gebruiker).uitvoerders(Recht.DOSSIER_ZIEN) is None
    assert bevoegdheid(gebruiker).organisaties(Recht.DOSSIER_ZIEN) == []
    eis_recht(gebruiker, Recht.DOSSIER_ZIEN, uitvoerder_id=WlzUitvoerderFactory().pk)
    with pytest.raises(PermissionDenied):
        eis_recht(gebruiker, Recht.DOSSIER_ZIEN, organisatie_id=OrganisatieFactory().pk)


@pytest.mark.django_db
def test_wie_geen_rol_heeft_kan_alleen_wat_iedereen_kan_die_is_ingelogd():
    bevoegd = bevoegdheid(GebruikerFactory())
    assert [recht for recht in Recht if bevoegd.mag(recht)] == [Recht.AANGEMELD]


@pytest.mark.django_db
def test_superuser_zijn_geeft_geen_recht():
    beheer = Gebruiker.objects.create_superuser("beheer@oco.example", "een-lang-wachtwoord", naam="Beheer")
    assert bevoegdheid(beheer).rollen == []
    assert not bevoegdheid(beheer).mag(Recht.BEHEREN)


@pytest.mark.django_db
def test_de_rollen_worden_een_keer_gelezen(django_assert_num_queries, klok):
    klok("2017-07-01 09:00")
    rol = RolFactory()
    with django_assert_num_queries(2):  # the clock and the roles
        for recht in Recht:
            bevoegdheid(rol.gebruiker).mag(recht)


def test_bezoekers_hebben_geen_rollen():
    assert bevoegdheid(AnonymousUser()).rollen == []


@pytest.mark.django_db
def test_vereist_laat_alleen_door_wie_het_recht_heeft(rf, klok):
    klok("2017-07-01 09:00")

    @vereist(Recht.LOTEN)
    def pagina(request):
        """Een pagina."""
        return HttpResponse("welkom")

    request = rf.get("/")
    request.user = RolFactory(bij_uitvoerder=True, soort=Rolsoort.NOTARIS).gebruiker
    assert pagina(request).content == b"welkom"
    request.user = RolFactory(bij_uitvoerder=True).gebruiker
    with pytest.raises(PermissionDenied):
        pagina(request)
    assert (pagina.recht, pagina.__name__, pagina.__doc__) == (Recht.LOTEN, "pagina", "Een pagina.")


def test_een_openbare_pagina_zegt_dat_zij_openbaar_is(rf):
    pagina = openbaar(lambda request: HttpResponse("welkom"))
    assert (pagina.recht, pagina.login_required) == (None, False)
    assert pagina(rf.get("/")).content == b"welkom"
