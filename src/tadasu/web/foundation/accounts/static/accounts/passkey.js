"use strict";
// Passkeys (WebAuthn, level 2). A form with data-passkey is shown where the browser can do it; when it is sent, the browser asks
// for the passkey first and its answer goes with the form.
//   make   add one; the options stand in the page
//   show   use one of those that the account has; the options stand in the page
//   ask    sign in with whatever passkey there is; the options are asked for
(() => {
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const inPage = () => JSON.parse(document.getElementById("passkey-options").textContent);
  const asked = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const make = async (form) => {
    const wanted = inPage().creation_options.publicKey;
    const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
    return navigator.credentials.create({
      publicKey: {
        ...wanted,
        challenge: bytes(wanted.challenge),
        user: { ...wanted.user, id: bytes(wanted.user.id) },
        excludeCredentials: known(wanted.excludeCredentials),
        authenticatorSelection: {
          ...wanted.authenticatorSelection,
          residentKey: alone ? "required" : "discouraged",
          requireResidentKey: alone,
          userVerification: alone ? "required" : "preferred",
        },
      },
    });
  };
  const show = async (options) => {
    const wanted = options.request_options.publicKey;
    return navigator.credentials.get({
      publicKey: { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: known(wanted.allowCredentials) },
    });
  };
  const ways = { make, show: () => show(inPage()), ask: async (form) => show(await asked(form)) };

  const plain = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      failed.hidden = true;
      try {
        form.elements.credential.value = plain(await ways[form.dataset.passkey](form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
