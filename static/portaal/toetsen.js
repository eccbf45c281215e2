// Keys for the dossier, on top of a screen that works without them. They can be switched off (WCAG 2.1.4).
// The page of a document in the frame sends its keys up to the screen around it.
"use strict";

(() => {
  const OPSLAG = "portaal-toetsen";
  const boven = window.parent !== window && window.name === "blad" ? window.parent.document : null;

  function typt(doel) {
    return doel instanceof Element && doel.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
  }

  function isToets(gebeurtenis) {
    const { ctrlKey, altKey, metaKey, isComposing, key } = gebeurtenis;
    return !(ctrlKey || altKey || metaKey || isComposing || key.length !== 1 || typt(gebeurtenis.target));
  }

  if (boven) {
    document.addEventListener("keydown", (gebeurtenis) => {
      if (isToets(gebeurtenis)) boven.dispatchEvent(new KeyboardEvent("keydown", { key: gebeurtenis.key }));
    });
    return;
  }

  const voet = document.querySelector("[data-toetsen]");
  if (!voet) return;
  const raam = document.querySelector("iframe[name=blad]");
  const lijst = voet.querySelector("[data-toetsenlijst]");
  const knop = voet.querySelector("[data-toetsenknop]");
  const uitleg = document.querySelector("dialog.portaal-toetsen");
  const eisen = [...document.querySelectorAll("details[data-eis]")];
  const documenten = [...document.querySelectorAll(".portaal-documenten a[data-blad]")];
  const eerste = documenten.filter((link, plek) => documenten.findIndex((l) => l.dataset.blad === link.dataset.blad) === plek);

  function lees() {
    try {
      return localStorage.getItem(OPSLAG) !== "uit";
    } catch {
      return true;
    }
  }

  let aan = lees();

  function toon() {
    lijst.hidden = !aan;
    knop.hidden = false;
    knop.firstElementChild.textContent = aan ? "Toetsen uitzetten" : "Toetsen aanzetten";
  }

  knop.addEventListener("click", () => {
    aan = !aan;
    try {
      localStorage.setItem(OPSLAG, aan ? "aan" : "uit");
    } catch {
      // a browser that keeps nothing: the choice holds for this page
    }
    toon();
  });

  // One eis is open; the boxes above show which.
  function merk() {
    const open = eisen.find((eis) => eis.open);
    document.querySelectorAll(".portaal-vakjes a").forEach((vakje) => {
      const hier = open && vakje.hash === `#eis-${open.dataset.eis}`;
      if (hier) vakje.setAttribute("aria-current", "step");
      else vakje.removeAttribute("aria-current");
    });
  }

  eisen.forEach((eis) => eis.addEventListener("toggle", merk));

  function naarEis(stap) {
    const nu = eisen.findIndex((eis) => eis.open);
    const plek = nu < 0 ? (stap > 0 ? 0 : eisen.length - 1) : Math.min(Math.max(nu + stap, 0), eisen.length - 1);
    eisen[plek].open = true;
    const kop = eisen[plek].querySelector("summary");
    kop.focus();
    kop.scrollIntoView({ block: "nearest" });
  }

  // The choice of the region one is in; else of the first region without a verdict.
  function kies(plek) {
    const formulier = eisen.find((eis) => eis.open)?.querySelector("form[data-oordeel]");
    if (!formulier) return;
    const groepen = [...formulier.querySelectorAll("fieldset.portaal-keuze")];
    const hier = document.activeElement?.closest("fieldset.portaal-keuze");
    const leeg = groepen.find((groep) => groep.querySelector("input:checked")?.value === "");
    const groep = groepen.includes(hier) ? hier : leeg || groepen[0];
    const keuze = groep.querySelectorAll("input")[plek];
    keuze.checked = true;
    keuze.focus();
  }

  function merkDocument(sleutel) {
    documenten.forEach((link) => {
      if (link.dataset.blad === sleutel && eerste.includes(link)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    document.querySelectorAll("input[name=blad]").forEach((veld) => { veld.value = sleutel; });
  }

  documenten.forEach((link) => link.addEventListener("click", () => merkDocument(link.dataset.blad)));

  function volgendDocument() {
    const nu = eerste.findIndex((link) => link.hasAttribute("aria-current"));
    eerste[(nu + 1) % eerste.length].click();
    eerste[(nu + 1) % eerste.length].scrollIntoView({ block: "nearest" });
  }

  function blader(rel) {
    raam?.contentDocument?.querySelector(`a[rel=${rel}]`)?.click();
  }

  const DADEN = {
    j: () => naarEis(1),
    k: () => naarEis(-1),
    1: () => kies(0),
    2: () => kies(1),
    3: () => kies(2),
    d: volgendDocument,
    n: () => blader("next"),
    p: () => blader("prev"),
    "?": () => uitleg.showModal(),
  };

  document.addEventListener("keydown", (gebeurtenis) => {
    const daad = DADEN[gebeurtenis.key.toLowerCase()];
    if (!aan || !daad || uitleg.open || !isToets(gebeurtenis)) return;
    gebeurtenis.preventDefault();
    daad();
  });

  voet.querySelector("[data-zonder-toetsen]").hidden = true;
  toon();
  merk();
})();
