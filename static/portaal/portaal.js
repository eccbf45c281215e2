// Small help on top of pages that work without it: a running countdown, and the focus on the list of errors.
"use strict";

function aantal(getal, een, meer) {
  return `${getal} ${getal === 1 ? een : meer}`;
}

// The same words as kern.opmaak.tijd_over; in the last hour with seconds.
function tijdOver(seconden) {
  if (seconden <= 0) return "geen tijd meer: de inschrijving is gesloten";
  const minuten = Math.floor(seconden / 60);
  const delen = [];
  if (minuten >= 1440) delen.push(aantal(Math.floor(minuten / 1440), "dag", "dagen"));
  if (Math.floor(minuten / 60) % 24) delen.push(aantal(Math.floor(minuten / 60) % 24, "uur", "uur"));
  if (minuten % 60) delen.push(aantal(minuten % 60, "minuut", "minuten"));
  if (minuten < 60) delen.push(aantal(Math.floor(seconden) % 60, "seconde", "seconden"));
  const laatste = delen.pop();
  return delen.length ? `${delen.join(", ")} en ${laatste}` : laatste;
}

// Time left by the clock of the server; the browser only measures how long the page has been open.
function telAf(element) {
  const sluiting = Date.parse(element.dataset.sluiting);
  const verschil = Date.parse(element.dataset.nu) - Date.now();
  if (Number.isNaN(sluiting) || Number.isNaN(verschil)) return;
  element.setAttribute("aria-live", "off");
  const toon = () => {
    const over = (sluiting - Date.now() - verschil) / 1000;
    const tekst = tijdOver(over);
    if (element.textContent !== tekst) element.textContent = tekst;
    if (over <= 0) clearInterval(tik);
  };
  const tik = setInterval(toon, 1000);
  toon();
}

document.querySelectorAll("[data-sluiting][data-nu]").forEach(telAf);
document.getElementById("foutmelding")?.focus();
