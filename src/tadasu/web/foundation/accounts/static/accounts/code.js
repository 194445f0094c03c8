"use strict";
// The code of a link stands behind its #, which no browser sends anywhere: put it into the field and out of the history.
(() => {
  const field = document.querySelector("form[data-code] input[name=code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (field && code && code !== "main") {
    field.value = code;
    history.replaceState(null, "", location.pathname);
  }
})();
