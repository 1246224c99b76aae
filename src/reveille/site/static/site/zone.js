// Guess the reader's time zone, once the page is painted: knowing all zones takes a slow phone a while.
// Without this the form says UTC, and everything works as well.
"use strict";
addEventListener("load", () => setTimeout(() => {
  let zone = "";
  try {
    zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  } catch {
    return;
  }
  for (const select of document.querySelectorAll("select[data-guess-zone]")) {
    const option = [...select.options].find((one) => one.value === zone);
    if (option) select.value = zone;
  }
}));
