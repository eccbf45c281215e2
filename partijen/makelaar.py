"""The answer of the broker, checked before anybody believes it (docs/adr/0016).

The library that speaks OpenID Connect trusts an ID token that came over TLS; here its signature, issuer, audience, age
and nonce are checked as well, and that both answers are about one person.
"""

import secrets
from urllib.parse import urlencode, urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import QueryDict

NONCE = "eherkenning_nonce"  # in the session
UIT_ADRES = ("process", "next")  # what an address may say of a login; the rest is of the settings
ALGORITMEN = {f"{soort}{bits}" for soort in ("RS", "PS", "ES") for bits in (256, 384, 512)}
EINDPUNTEN = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
SPELING = 60  # seconds that two clocks may differ


def bereid_voor(request) -> None:
    """Before leaving: a fresh nonce, and nothing of the address that would change the question."""
    vraag = QueryDict(mutable=True)
    vraag.update({naam: request.GET[naam] for naam in UIT_ADRES if naam in request.GET})
    request.session[NONCE] = secrets.token_urlsafe(32)
    vraag["auth_params"] = urlencode({"nonce": request.session[NONCE]})
    request.GET = vraag


class Makelaar(OpenIDConnectOAuth2Adapter):
    """What allauth asks of a provider, and no answer taken on trust. Raises OAuth2Error for one that is not right."""

    @property
    def openid_config(self):
        """What the broker says of itself: it must be the one of the settings, and stay on its kind of line."""
        config, adres = super().openid_config, self.get_provider().app.settings["server_url"]
        if config["issuer"].rstrip("/") != adres.split("/.well-known/")[0].rstrip("/"):
            raise OAuth2Error("issuer")
        if {urlsplit(config[naam]).scheme for naam in EINDPUNTEN} != {urlsplit(adres).scheme}:
            raise OAuth2Error("scheme")
        return config

    def complete_login(self, request, app, token, **kwargs):
        claims = self._claims(kwargs["response"]["id_token"], app.client_id)
        if not secrets.compare_digest(claims.get("nonce", ""), request.session.pop(NONCE, None) or "-"):
            raise OAuth2Error("nonce")
        wie = self._fetch_user_info(token.token)
        if wie["sub"] != claims["sub"]:
            raise OAuth2Error("sub")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": wie, "id_token": claims})

    def _claims(self, id_token: str, client_id: str) -> dict:
        try:
            kop = jwt.get_unverified_header(id_token)
            if kop["alg"] not in ALGORITMEN:
                raise OAuth2Error("alg")
            return jwt.decode(
                id_token,
                self._sleutel(kop.get("kid")),
                algorithms=[kop["alg"]],
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=SPELING,
                options={"require": ["exp", "iat", "sub"]},
            )
        except jwt.PyJWTError as fout:
            raise OAuth2Error("id_token") from fout

    def _sleutel(self, kid: str | None) -> jwt.PyJWK:
        """The key of the broker with this name, or its only one; a place that the token itself names is not asked."""
        with get_adapter().get_requests_session() as sessie:
            antwoord = sessie.get(self.openid_config["jwks_uri"])
            antwoord.raise_for_status()
        passend = [sleutel for sleutel in jwt.PyJWKSet.from_dict(antwoord.json()).keys if kid in (None, sleutel.key_id)]
        if len(passend) != 1:
            raise OAuth2Error("kid")
        return passend[0]
