"""All addresses of the portal; each phase brings its own."""

from django.urls import include, path
from django.views.generic import RedirectView

from partijen import eherkenning
from partijen.tweede_factor import AppUitzetten, PasskeyVerwijderen

urlpatterns = [
    path("account/2fa/totp/deactivate/", AppUitzetten.as_view()),
    path("account/2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),  # the passkeys stand there
    path("account/2fa/webauthn/keys/<int:pk>/remove/", PasskeyVerwijderen.as_view()),
    path("account/oidc/<str:provider_id>/login/", eherkenning.heen),
    path("account/oidc/<str:provider_id>/login/callback/", eherkenning.terug),
    path("account/", include("allauth.urls")),
    path("", include("portaal.urls")),
    path("", include("bewaren.urls")),
    path("", include("uitvoering.urls")),
    path("", include("overeenkomst.urls")),
    path("", include("bekendmaking.urls")),
    path("", include("selectie.urls")),
    path("", include("beoordeling.urls")),
    path("", include("inschrijving.urls")),
    path("", include("publicatie.urls")),
    path("", include("berichten.urls")),
    path("", include("partijen.urls")),
]
handler500 = "kern.storing.fout"
