// The desk's keys. Each presses a button or follows a link that stands on the page; without this file all works.
// WCAG 2.1.4: single keys are silent inside fields, and "?" switches them off. What is said stands in #said's data, in
// the language of the page.
(() => {
  let on = localStorage.getItem("keys") !== "off";
  const rows = () => [...document.querySelectorAll("#draft-list .row")];
  const chosen = () => document.querySelector('#draft-list .row[aria-current="true"]');
  const said = document.getElementById("said");
  const say = words => { said.textContent = words; };
  const step = by => {
    const all = rows(), at = all.indexOf(chosen());
    all[at < 0 ? 0 : at + by]?.querySelector(".h a")?.click();
  };
  // A key that is pressed while an act is under way waits: sent at once it would tell of a page that is no more.
  const waiting = [];
  let busy = false;
  const press = key => {
    if (busy) return waiting.push(key);
    if (key === "J" || key === "K") return step(key === "J" ? 1 : -1);
    document.querySelector(`[data-key="${key}"]`)?.click();
  };
  const go = () => { while (!busy && waiting.length) press(waiting.shift()); };
  document.addEventListener("htmx:beforeRequest", () => { busy = true; });
  const settled = 100;  // milliseconds; htmx takes 20 until what it put there is its own
  document.addEventListener("htmx:afterRequest", () => setTimeout(() => { busy = false; go(); }, settled));
  document.addEventListener("keydown", event => {
    if (event.key === "?") {
      on = !on;
      localStorage.setItem("keys", on ? "on" : "off");
      return say(on ? said.dataset.keysOn : said.dataset.keysOff);
    }
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    press((event.shiftKey ? "⇧" : "") + event.key.toUpperCase());
  });
  document.addEventListener("htmx:afterSwap", () => {
    const row = chosen(), done = document.querySelector("#desk [data-done]");
    if (row) {
      row.scrollIntoView({ block: "nearest" });
      row.querySelector(".h a").focus({ preventScroll: true });
    }
    if (done) say(done.textContent);
    document.querySelector("#desk [role=alert].error")?.scrollIntoView({ block: "center" });  // refused: seen, too
  });
})();
