"""Two accounts of one person: known by their mailbox, refused in every act that two people do (B29)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from partijen.personen import dubbelen, eis_een_account, eis_tweede_persoon, eis_verschillende_personen
from partijen.rules import postbus
from tests.factories import GebruikerFactory

ZELF = "U deed dit zelf."


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        ("anna@cz.example", "Anna@CZ.example", True),
        ("anna@cz.example", "anna+manager@cz.example", True),
        ("anna+x@cz.example", "anna+y+z@cz.example", True),
        ("anna@cz.example", "bram@cz.example", False),
        ("anna@cz.example", "anna@vgz.example", False),
        ("anna@cz.example", "anna.b@cz.example", False),
    ],
)
def test_een_postbus(een, ander, zelfde):
    assert (postbus(een) == postbus(ander)) is zelfde


@given(st.emails(), st.text("abc+", max_size=5))
def test_wat_na_een_plus_komt_maakt_geen_andere_postbus(adres, toevoeging):
    naam, _, domein = adres.rpartition("@")
    assert postbus(f"{naam}+{toevoeging}@{domein}") == postbus(adres)


@pytest.fixture
def anna(db):
    return GebruikerFactory(email="anna@cz.example")


def test_hetzelfde_account_en_een_tweede_account_worden_geweigerd(anna, django_assert_num_queries):
    tweede, ander = GebruikerFactory(email="anna+manager@cz.example"), GebruikerFactory()
    with pytest.raises(RegelFout, match=ZELF):
        eis_tweede_persoon(anna.pk, anna, zelf=ZELF)
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        eis_tweede_persoon(anna.pk, tweede, zelf=ZELF)
    with django_assert_num_queries(1):
        eis_tweede_persoon(anna.pk, ander, zelf=ZELF)


def test_een_bevestigd_tweede_adres_telt_en_een_onbevestigd_niet(anna):
    ander = GebruikerFactory()
    adres = ander.emailaddress_set.create(email="anna@cz.example", verified=False)
    eis_tweede_persoon(anna.pk, ander, zelf=ZELF)
    adres.verified = True
    adres.save()
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        eis_tweede_persoon(anna.pk, ander, zelf=ZELF)


def test_van_meer_accounts_is_er_geen_twee_van_een_persoon(anna, django_assert_num_queries):
    anderen = [GebruikerFactory().pk for _ in range(3)]
    with django_assert_num_queries(1):
        eis_verschillende_personen([anna.pk, *anderen])
    tweede = GebruikerFactory(email="anna+2@cz.example")
    assert dubbelen([anna.pk], [tweede.pk, *anderen]) == {tweede.pk: "anna@cz.example"}
    assert dubbelen(anderen, [tweede.pk]) == {}
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        eis_verschillende_personen([*anderen, anna.pk, tweede.pk])
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        eis_een_account([*anderen, anna.pk], tweede)


def test_een_account_met_twee_adressen_van_een_postbus_is_een_persoon(anna):
    anna.emailaddress_set.create(email="anna+werk@cz.example", verified=True)
    eis_verschillende_personen([anna.pk, GebruikerFactory().pk])
