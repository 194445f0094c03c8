// Quick exit: the page that is left gives its place in the history to the one that follows.
(function () {
  "use strict";
  var link = document.querySelector("[data-leave]"), pressed = 0;
  if (!link) return;
  function leave() {
    document.body.hidden = true;
    document.title = "\u200b";
    window.location.replace(link.href);
  }
  link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keydown", function (event) {
    pressed = event.key === "Escape" ? pressed + 1 : 0;
    if (pressed === 3) leave();
  });
  Array.prototype.forEach.call(document.querySelectorAll("[data-leave-keys]"), function (said) { said.hidden = false; });
})();
