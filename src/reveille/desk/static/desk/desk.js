// The desk's keys. Each presses a button or follows a link that stands on the page; without this file all works.
// WCAG 2.1.4: single keys are silent inside fields, and "?" switches them off. What is said stands in #said's data, in
// the language of the page.
(() => {
  let on = localStorage.getItem("keys") !== "off";
  const rows = () => [...document.querySelectorAll("#draft-list .row")];
  const chosen = () => document.querySelector('#draft-list .row[aria-current="true"]');
  const said = document.getElementById("said");
  const say = words => { said.textContent = words; };
  // Where nothing is chosen, the row with the focus is the next one.
  const step = by => {
    const all = rows(), at = all.indexOf(chosen()), near = all.indexOf(document.activeElement.closest(".row"));
    all[at < 0 ? Math.max(near + Math.min(by, 0), 0) : at + by]?.querySelector(".h a")?.click();
  };
  // A key that is pressed while an act is under way waits: sent at once it would tell of a page that is no more.
  const waiting = [];
  let busy = false, place = -1;
  const button = key => [...document.querySelectorAll("[data-key]")].find(one => one.dataset.key === key);
  const press = key => {
    if (busy) return waiting.push(key);
    if (key === "J" || key === "K") return step(key === "J" ? 1 : -1);
    const pressed = button(key), details = pressed?.closest("summary")?.parentElement;
    pressed?.click();
    if (details) (details.open ? details.querySelector("input:not([type=hidden])") : pressed).focus();
  };
  const go = () => { while (!busy && waiting.length) press(waiting.shift()); };
  document.addEventListener("htmx:beforeRequest", () => {
    busy = true;
    place = rows().indexOf(chosen());
  });
  const settled = 100;  // milliseconds; htmx takes 20 until what it put there is its own
  document.addEventListener("htmx:afterRequest", () => setTimeout(() => { busy = false; go(); }, settled));
  document.addEventListener("keydown", event => {
    if (event.key === "?") {
      on = !on;
      localStorage.setItem("keys", on ? "on" : "off");
      return say(on ? said.dataset.keysOn : said.dataset.keysOff);
    }
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (open) {
      open.open = false;
      return open.querySelector("summary").focus();
    }
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const key = (event.shiftKey ? "⇧" : "") + event.key.toUpperCase();
    if (button(key)?.closest("summary")) event.preventDefault();  // it is not typed into what opens
    press(key);
  });
  document.addEventListener("htmx:afterSwap", () => {
    const row = chosen() ?? rows()[Math.min(place, rows().length - 1)];  // what was dropped leaves its place to another
    const done = document.querySelector("#desk [data-done]");
    if (row) {
      row.scrollIntoView({ block: "nearest" });
      row.querySelector(".h a").focus({ preventScroll: true });
    }
    if (done) say(done.textContent);
    document.querySelector("#desk [role=alert].error")?.scrollIntoView({ block: "center" });  // refused: seen, too
  });
})();
