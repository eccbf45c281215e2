"""An address that fails, beside nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from tests.kern.test_logregels import valt_om

handler500 = "kern.storing.fout"
urlpatterns = [path("valt/om/<str:bsn>/", login_not_required(valt_om))]
