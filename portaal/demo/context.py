"""What the bar of the demo shows; this context processor runs in the demo only."""

from portaal.demo.reis import volgende_haltes


def demobalk(request):
    return {"demo_haltes": volgende_haltes()}
