"""Accessibility of a page in Chromium by axe; only what is wrong is worked out, which is much faster."""

from axe_playwright_python.sync_playwright import Axe

ALLES = {"resultTypes": ["violations"]}
BREED = 1280
# On a narrow screen only what the width can change: the HTML is the same.
SMAL = ALLES | {
    "runOnly": {
        "type": "rule",
        "values": ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "button-name", "link-name"],
    }
}


def gebreken(page) -> list[str]:
    """What axe finds on the page as it stands, each with its first place."""
    breed = page.viewport_size["width"] >= BREED
    gevonden = Axe().run(page, options=ALLES if breed else SMAL).response["violations"]
    return [f"{fout['id']} {fout['nodes'][0]['html'][:200]}" for fout in gevonden]
