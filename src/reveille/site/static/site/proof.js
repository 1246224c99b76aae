// A proof of work (ALTCHA v2, PBKDF2), where the operator asks for one: about a second, begun while one types.
// Without this the form says what to do instead.
"use strict";
(() => {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (one) => one.toString(16).padStart(2, "0")).join("");

  async function derived(parameters, counter) {
    const nonce = bytes(parameters.nonce);
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(parameters.salt), iterations: parameters.cost };
    return hex(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8));
  }

  async function solved(challenge) {
    for (let counter = 0; ; counter++) {
      const derivedKey = await derived(challenge.parameters, counter);
      if (derivedKey.startsWith(challenge.parameters.keyPrefix)) {
        return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-proof]")) {
    let proof = null;
    let sent = false;
    const begin = () => (proof ??= solved(JSON.parse(form.dataset.proof)).catch(() => ""));
    form.addEventListener("focusin", begin, { once: true });
    form.addEventListener("submit", async (event) => {
      if (form.elements.altcha.value) return;
      event.preventDefault();
      if (sent) return;
      sent = true;
      form.setAttribute("aria-busy", "true");
      form.elements.altcha.value = (await begin()) || "none";
      form.submit();
    });
    addEventListener("pageshow", () => {
      sent = false;
      form.removeAttribute("aria-busy");
    });
  }
})();
