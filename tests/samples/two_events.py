"""Two events as two papers each tell them: what is alike within one, and not between the two."""

MINES = (
    "Divers clear mines off Saare",
    "Divers of the Vessaar navy cleared eleven old mines off Saare. The minehunter Kuller led the sweep.",
)
MINES_AGAIN = (
    "Old mines cleared in Saare strait",
    "Eleven mines were cleared by the Vessaar navy. The crew of the minehunter Kuller found them off Saare.",
)
STRIKE = (
    "Teachers of Brannock strike over pay",
    "Schools in Brannock stayed shut as teachers walked out. The union of Ilse Hartog wants more pay.",
)
STRIKE_AGAIN = (
    "Brannock schools shut as teachers strike",
    "Teachers walked out over pay in Brannock. Their union, led by Ilse Hartog, says schools are shut.",
)
