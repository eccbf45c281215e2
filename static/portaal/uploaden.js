// Uploading file by file, with progress and by dropping. Without this script the same form sends all files at once.
"use strict";

function maak(naam, klasse, tekst) {
  const element = document.createElement(naam);
  if (klasse) element.className = klasse;
  if (tekst) element.textContent = tekst;
  return element;
}

// One file with the other fields of the form; gives what the server says, in the words of the server.
function stuur(formulier, veld, bestand, toonVoortgang) {
  const gegevens = new FormData(formulier);
  gegevens.delete(veld.name);
  gegevens.append(veld.name, bestand, bestand.name);
  return new Promise((klaar) => {
    const verzoek = new XMLHttpRequest();
    const nietGelukt = (tekst) => klaar({ bewaard: [], fouten: [tekst] });
    verzoek.open("POST", formulier.action);
    verzoek.setRequestHeader("Accept", "application/json");
    verzoek.responseType = "json";
    verzoek.upload.addEventListener("progress", (stand) => stand.lengthComputable && toonVoortgang(stand.loaded / stand.total));
    verzoek.addEventListener("load", () => {
      if (verzoek.response?.fouten) klaar(verzoek.response);
      else if (verzoek.status === 413) nietGelukt(`${bestand.name}: Dit bestand is te groot.`);
      else if (verzoek.status === 409) nietGelukt("De inschrijving is gesloten of dit mag nu niet. Ververs de bladzijde.");
      else nietGelukt(`${bestand.name}: Dit lukte niet. Ververs de bladzijde, log zo nodig opnieuw in en probeer het nog eens.`);
    });
    for (const soort of ["error", "abort", "timeout"]) {
      verzoek.addEventListener(soort, () => nietGelukt(`${bestand.name}: De verbinding viel weg. Upload dit bestand opnieuw.`));
    }
    verzoek.send(gegevens);
  });
}

// The list of files below a form: a line per file with its progress and how it ended.
function maakLijst(formulier) {
  const lijst = maak("ul", "portaal-lijst portaal-uploads");
  lijst.setAttribute("aria-live", "polite");
  formulier.append(lijst);
  return lijst;
}

function maakRegel(lijst, bestand) {
  const regel = maak("li");
  const voortgang = maak("progress");
  voortgang.max = 1;
  voortgang.value = 0;
  voortgang.setAttribute("aria-label", `Voortgang van ${bestand.name}`);
  const stand = maak("span", "portaal-klein", "wordt verstuurd");
  regel.append(maak("span", "", bestand.name), voortgang, stand);
  lijst.append(regel);
  return {
    vordert: (deel) => {
      voortgang.value = deel;
      stand.textContent = deel < 1 ? "wordt verstuurd" : "wordt nagekeken";
    },
    eindigt: (fouten) => {
      voortgang.remove();
      regel.classList.toggle("portaal-uploads__fout", fouten.length > 0);
      stand.textContent = fouten.length ? fouten.join(" ") : "bewaard";
    },
  };
}

// After the last file: all is well, then show the page anew; else the list stays, and what failed can be sent again.
function rondAf(formulier, lijst, mislukt) {
  const anker = `stuk-${formulier.elements.formulier.value}`;
  if (!mislukt) {
    location.hash = anker;
    location.reload();
    return;
  }
  const slot = maak("p", "portaal-klein", `${mislukt === 1 ? "Een bestand is" : `${mislukt} bestanden zijn`} niet bewaard. De andere wel. Kies wat niet lukte opnieuw, of `);
  const ververs = maak("a", "utrecht-link", "bekijk wat er nu staat");
  ververs.href = `${location.pathname}#${anker}`;
  ververs.addEventListener("click", () => setTimeout(() => location.reload()));
  slot.append(ververs, ".");
  lijst.after(slot);
}

async function upload(formulier, veld, bestanden) {
  const knop = formulier.querySelector("button[type=submit]");
  formulier.querySelectorAll(".portaal-uploads, .portaal-uploads + p").forEach((oud) => oud.remove());
  const lijst = maakLijst(formulier);
  const maximum = Number(formulier.dataset.maximum);
  let mislukt = 0;
  knop.disabled = true;
  for (const bestand of bestanden) {
    const regel = maakRegel(lijst, bestand);
    const uitslag =
      bestand.size > maximum
        ? { fouten: [`Dit bestand is groter dan ${maximum / 1048576} MB. Maak het kleiner of splits het in delen.`] }
        : await stuur(formulier, veld, bestand, regel.vordert);
    const fouten = uitslag.fouten.map((tekst) => tekst.replace(`${bestand.name}: `, ""));
    regel.eindigt(fouten);
    mislukt += fouten.length > 0;
  }
  knop.disabled = false;
  veld.value = "";
  rondAf(formulier, lijst, mislukt);
}

function verrijk(formulier) {
  const veld = formulier.querySelector("input[type=file]");
  const vlak = maak("div", "portaal-neerzetten", "Of sleep bestanden hierheen");
  veld.closest(".utrecht-form-field__input").append(vlak);
  formulier.addEventListener("submit", (gebeurtenis) => {
    if (!veld.files.length) return;
    gebeurtenis.preventDefault();
    upload(formulier, veld, [...veld.files]);
  });
  for (const soort of ["dragenter", "dragover", "dragleave", "drop"]) {
    vlak.addEventListener(soort, (gebeurtenis) => {
      gebeurtenis.preventDefault();
      vlak.classList.toggle("portaal-neerzetten--boven", soort === "dragenter" || soort === "dragover");
    });
  }
  vlak.addEventListener("drop", (gebeurtenis) => {
    const bestanden = [...gebeurtenis.dataTransfer.files];
    if (bestanden.length) upload(formulier, veld, bestanden);
  });
}

document.querySelectorAll("form[data-upload]").forEach(verrijk);
