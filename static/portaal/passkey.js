// Says on the page that the device gave no passkey; allauth only tells the console.
"use strict";

document.addEventListener("allauth.error", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const melding = document.getElementById("passkey-mislukt");
  if (melding) melding.hidden = false;
});
