(function () {
  "use strict";
  var table = document.getElementById("queue-table");
  if (!table) return;
  var body = table.tBodies[0], said = document.getElementById("queue-said"), heads = table.tHead.rows[0].cells;
  function key(row, column) { var cell = row.cells[column]; return cell.getAttribute("data-key") || cell.textContent.trim(); }
  function sort(head, column) {
    var down = head.getAttribute("aria-sort") === "ascending", numbers = head.getAttribute("data-sort") === "number";
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      var x = key(a, column), y = key(b, column);
      return (numbers ? x - y : x.localeCompare(y, document.documentElement.lang)) * (down ? -1 : 1);
    });
    rows.forEach(function (row) { body.appendChild(row); });
    Array.prototype.forEach.call(heads, function (each) { each.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    said.textContent = head.getAttribute("data-said");
  }
  Array.prototype.forEach.call(heads, function (head, column) {
    if (!head.hasAttribute("data-sort")) return;
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = head.getAttribute("data-title");
    button.addEventListener("click", function () { sort(head, column); });
    head.textContent = "";
    head.appendChild(button);
  });
  table.classList.add("sortable");
  document.getElementById("queue-keys").hidden = false;
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) return;
    var links = Array.prototype.slice.call(body.querySelectorAll("th a")), at = links.indexOf(document.activeElement);
    var next = links[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
  });
})();
