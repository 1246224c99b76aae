// Stories of the draft are moved by their grip, with a mouse, a pen or a finger. A drop sends the form #move, which is
// the act of the buttons "Up" and "To this place"; without this file those are there. Escape puts the story back.
(() => {
  const EDGE = 72, PACE = 14; // pixels: how near the window's edge the page scrolls, and how far in each frame
  let held = null; // { row, id, y, moved }: the row in hand, by which pointer, where that is, whether it moved
  let sent = null; // the row whose drop is on its way
  const said = document.getElementById("said"); // what may be said stands in its data, in the language of the page
  const rows = () => [...document.querySelectorAll("#draft-list .row[data-place]")];
  document.documentElement.classList.add("moves");

  // Where the row would stand: before `next`, or after `last` where a part of the paper ends; nothing where it stands.
  function slot() {
    const all = rows(), over = all.findLast(row => row.getBoundingClientRect().top <= held.y) || all[0];
    const box = over.getBoundingClientRect(), low = held.y > box.top + box.height / 2;
    const beside = all[all.indexOf(over) + (low ? 1 : -1)], near = beside?.dataset.part === over.dataset.part && beside;
    if (over === held.row || near === held.row) return null;
    return low && !near ? { last: over } : { next: low ? near : over };
  }

  // The place that the row gets there: what stands after its old place moves up.
  function place({ next, last }) {
    const mine = +held.row.dataset.place, beside = +(next || last).dataset.place;
    return next ? beside - (mine < beside) : beside + (mine > beside);
  }

  function show() {
    const where = slot(), beside = where?.next || where?.last;
    unmark();
    if (!where) return;
    beside.classList.add(where.next ? "before" : "after");
    beside.dataset.to = place(where);
  }

  function unmark() {
    for (const row of rows()) { row.classList.remove("before", "after"); delete row.dataset.to; }
  }

  function scroll() {
    if (!held) return;
    const by = held.y < EDGE ? -PACE : held.y > innerHeight - EDGE ? PACE : 0;
    if (by && held.moved) { scrollBy({ top: by, behavior: "instant" }); show(); }
    requestAnimationFrame(scroll);
  }

  function clear() {
    unmark();
    held.row.classList.remove("moving");
    held = null;
  }

  function cancel() {
    clear();
    said.textContent = said.dataset.unmoved;
  }

  function drop() {
    const { row } = held, where = slot();
    if (!where) return cancel();
    const at = place(where), { part } = (where.next || where.last).dataset;
    clear();
    sent = row;
    row.classList.add("moving");
    const form = document.getElementById("move");
    form.elements.article.value = row.id.slice(1);
    form.elements.place.value = at;
    form.elements.section.value = part === row.dataset.section ? "" : part;
    form.requestSubmit();
  }

  document.addEventListener("pointerdown", event => {
    const grip = event.target.closest(".grip");
    if (!grip || held || sent || !event.isPrimary || event.button) return;
    event.preventDefault(); // no text is selected on the way
    const row = grip.closest(".row");
    held = { row, id: event.pointerId, y: event.clientY, moved: false };
    grip.setPointerCapture(event.pointerId);
    row.classList.add("moving");
    requestAnimationFrame(scroll);
  });
  document.addEventListener("pointermove", event => {
    if (held?.id !== event.pointerId) return;
    held.y = event.clientY;
    held.moved = true;
    show();
  });
  document.addEventListener("pointerup", event => {
    if (held?.id === event.pointerId) held.moved ? drop() : clear();
  });
  document.addEventListener("pointercancel", event => {
    if (held?.id === event.pointerId) cancel();
  });
  document.addEventListener("keydown", event => {
    if (held && event.key === "Escape") cancel();
  });
  document.addEventListener("htmx:beforeSwap", () => { held = null; });
  document.addEventListener("htmx:afterRequest", event => {
    if (!sent) return;
    sent.classList.remove("moving");
    sent = null;
    if (!event.detail.xhr.status) said.textContent = said.dataset.unanswered;
  });
})();
