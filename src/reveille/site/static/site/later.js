// Lay out what is far below, a few pieces a frame, once the page is painted and its fonts are there: a slow phone shows
// its first screen sooner and never stops answering for long. Until then paper.css keeps a place for each piece.
"use strict";
addEventListener("load", async () => {
  await document.fonts.ready;
  const pieces = [...document.querySelectorAll(".later")];
  const next = () => {
    for (const piece of pieces.splice(0, 3)) piece.classList.remove("later");
    if (pieces.length) setTimeout(next);
  };
  next();
});
