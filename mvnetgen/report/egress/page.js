"use strict";
const field = document.getElementById("filter");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll("details")];

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.dataset.search.includes(word));
    left += row.hidden ? 0 : 1;
  }
  for (const box of document.querySelectorAll(".group, section")) {
    box.hidden = words.length > 0 && !box.querySelector("details:not([hidden])");
  }
  count.value = words.length ? `${left} of ${rows.length}` : `${rows.length} rows`;
}

field.addEventListener("input", show);
addEventListener("beforeprint", () => rows.forEach((row) => { row.dataset.open = row.open; row.open = true; }));
addEventListener("afterprint", () => rows.forEach((row) => { row.open = row.dataset.open === "true"; }));
show();
