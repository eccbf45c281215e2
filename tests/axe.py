"""Accessibility of a page in Chromium by axe; only what is wrong is worked out, which is much faster."""

from axe_playwright_python.sync_playwright import Axe

ALLES = {"resultTypes": ["violations"]}
# On a narrow screen what depends on the width: colours and good manners are the same at every width.
SMAL = ALLES | {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
    "rules": {"color-contrast": {"enabled": False}},
}
BREED = 1280


def gebreken(page) -> list[str]:
    """What axe finds on the page as it stands, each with its first place."""
    breed = page.viewport_size["width"] >= BREED
    gevonden = Axe().run(page, options=ALLES if breed else SMAL).response["violations"]
    return [f"{fout['id']} {fout['nodes'][0]['html'][:200]}" for fout in gevonden]
