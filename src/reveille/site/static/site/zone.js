// Guess the reader's time zone, once the page is painted: knowing all zones takes a slow phone a while.
// Without this the form says UTC, and everything works as well.
"use strict";
// What a browser calls a zone; some still say Asia/Calcutta for the Asia/Kolkata that is offered.
const called = (zone) => {
  try {
    return Intl.DateTimeFormat("en", zone ? { timeZone: zone } : {}).resolvedOptions().timeZone || "";
  } catch {
    return "";
  }
};
addEventListener("load", () => setTimeout(() => {
  const zone = called("");
  for (const select of zone ? document.querySelectorAll("select[data-guess-zone]") : []) {
    const names = [...select.options].map((one) => one.value);
    const name = names.includes(zone) ? zone : names.find((one) => called(one) === zone);
    if (name) select.value = name;
  }
}));
