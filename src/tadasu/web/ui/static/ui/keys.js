// What a page can do besides, where scripts run. Without it every page works. Nothing is kept but whether keys are off.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("script");

  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  // Keys of a queue: j and k go from line to line, x chooses a line; Enter opens, as on every link.
  var OFF = "keys-off";
  function off() { try { return sessionStorage.getItem(OFF) === "1"; } catch (refused) { return false; } }
  function say() { each("[data-keys-switch]", function (button) { button.textContent = button.getAttribute(off() ? "data-on" : "data-off"); }); }
  function write(target) { return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog"); }

  document.addEventListener("click", function (event) {
    var target = event.target.closest && event.target.closest("[data-keys-switch]");
    if (!target) return;
    try { sessionStorage.setItem(OFF, off() ? "0" : "1"); } catch (refused) { return; }
    say();
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || off()) return;
    if ("jkx".indexOf(event.key) < 0 || write(event.target)) return;
    var queue = event.target.closest("[data-queue]") || document.querySelector("[data-queue]");
    if (!queue) return;
    var lines = Array.prototype.slice.call(queue.querySelectorAll("tbody tr"));
    var at = lines.findIndex(function (line) { return line.contains(document.activeElement); });
    if (event.key === "x") {
      var box = at >= 0 && lines[at].querySelector("td.choose input");
      if (box) { box.click(); event.preventDefault(); }
      return;
    }
    var next = lines[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
    var stop = next && (next.querySelector("th a") || next.querySelector("a, input"));
    if (stop) { stop.focus(); event.preventDefault(); }
  });

  // A reason is asked for in a dialog instead of on a page of its own.
  var dialog = document.getElementById("dialog"), place = document.getElementById("dialog-body");
  document.addEventListener("htmx:afterSwap", function (event) {
    if (dialog && dialog.showModal && event.target === place && place.firstElementChild) {
      if (!dialog.open) dialog.showModal();
      var first = place.querySelector("textarea, input:not([type=hidden])");
      if (first) first.focus();
    }
    say();
  });
  document.addEventListener("click", function (event) {
    if (dialog && dialog.open && event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
  });
  if (dialog) dialog.addEventListener("close", function () { place.textContent = ""; });

  // A part of a page that does not come as it was expected is shown as a whole page: sign-in, an error.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var from = event.detail.requestConfig.elt.closest("[data-hx-select]");
    var wanted = event.detail.selectOverride || (from && from.getAttribute("data-hx-select"));
    var answer = new DOMParser().parseFromString(event.detail.serverResponse || "", "text/html");
    if (event.detail.isError || (wanted && !answer.querySelector(wanted))) {
      event.preventDefault();
      window.location.assign(event.detail.xhr.responseURL || window.location.href);
    }
  });
  document.addEventListener("htmx:sendError", function () { each("#offline", function (said) { said.hidden = false; }); });
  document.addEventListener("htmx:beforeRequest", function () { each("#offline", function (said) { said.hidden = true; }); });

  say();
})();
