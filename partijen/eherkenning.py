"""Logging in with eHerkenning, through a broker that speaks OpenID Connect (docs/adr/0016)."""

from dataclasses import asdict

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from requests import RequestException

from kern.fouten import RegelFout
from partijen.makelaar import Makelaar, bereid_voor
from partijen.queries import moet_tweede_factor
from partijen.rules import Eherkenning, eherkenning

SESSIE = "eherkenning"
PROVIDER = "eherkenning"  # part of the address that a broker sends people back to
MISLUKT = (
    "Inloggen met eHerkenning lukt nu niet. Probeer het later opnieuw, of log in met uw e-mailadres en wachtwoord."
)

NIET_VOOR_MEDEWERKERS = (
    "eHerkenning is voor organisaties. Werkt u voor een zorgkantoor of voor het portaal? Log dan in met uw e-mailadres "
    "en uw tweede stap, of met een passkey."
)


def van_sessie(sessie) -> Eherkenning | None:
    """What eHerkenning said when this session began; None for who logged in another way."""
    return Eherkenning(**gegevens) if (gegevens := sessie.get(SESSIE)) else None


def onthoud(sessie, sociallogin) -> None:
    """Keep it for this session, or that it was another way (`sociallogin` None)."""
    sessie[SESSIE] = sociallogin.account.extra_data if sociallogin else None


class EherkenningAdapter(DefaultSocialAccountAdapter):
    def get_provider(self, request, provider, client_id=None):
        gevonden = super().get_provider(request, provider, client_id=client_id)
        gevonden.oauth2_adapter_class = Makelaar
        return gevonden

    def get_requests_session(self):
        """Of the portal to the broker: it answers itself, and sends us nowhere else."""
        sessie = super().get_requests_session()
        sessie.max_redirects = 0
        return sessie

    def pre_social_login(self, request, sociallogin):
        """Read what the portal needs and keep nothing else: an address that the broker names proves nothing here."""
        if moet_tweede_factor(sociallogin.user if sociallogin.is_existing else request.user):
            raise RegelFout(NIET_VOOR_MEDEWERKERS)
        gezegd = sociallogin.account.extra_data
        claims = {**gezegd.get("userinfo", {}), **gezegd.get("id_token", {})}
        wie = eherkenning(claims, kvk=settings.OIDC_KVK_CLAIM, niveau=settings.OIDC_NIVEAU_CLAIM)
        sociallogin.account.extra_data = asdict(wie)
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        sociallogin.email_addresses = []

    def populate_user(self, request, sociallogin, data):
        """Name and address are asked, not taken."""
        return sociallogin.user


def _veilig(soort):
    """A broker that is away, or answers what is no answer, gives a page in Dutch instead of a fault of ours."""

    @login_not_required
    def wacht(request, provider_id):
        if provider_id != PROVIDER:
            raise Http404
        try:
            if soort is OAuth2LoginView:
                bereid_voor(request)
            return soort.adapter_view(Makelaar(request, provider_id))(request)
        except SocialApp.DoesNotExist as fout:
            raise Http404 from fout
        except (RequestException, ImproperlyConfigured, LookupError, OAuth2Error, TypeError, ValueError) as fout:
            raise RegelFout(MISLUKT) from fout

    return wacht


heen = _veilig(OAuth2LoginView)
terug = _veilig(OAuth2CallbackView)
