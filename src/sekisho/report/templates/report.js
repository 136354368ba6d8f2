"use strict";
// Tables sort by click. Without this script every table is whole, only not sortable.
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const header = button.closest("th");
    const body = header.closest("table").tBodies[0];
    const index = header.cellIndex;
    const down = header.getAttribute("aria-sort") === "ascending";
    const numeric = header.classList.contains("k-number");
    const key = (row) => {
      const cell = row.cells[index];
      return cell.dataset.key ?? cell.textContent.trim();
    };
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const compare = (one, other) => numeric
      ? Number(key(one)) - Number(key(other))
      : order.compare(key(one), key(other));
    const rows = [...body.rows].sort((one, other) => down ? compare(other, one) : compare(one, other));
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows);
  });
}
