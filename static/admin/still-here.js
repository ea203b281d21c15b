"use strict";
// A session ends when nothing happens for an hour. Who writes a long text without saving it is still there.
const { address } = document.currentScript.dataset;
const minutes = 5;
let told = 0;
document.addEventListener("input", () => {
  if (Date.now() - told < minutes * 60_000) return;
  told = Date.now();
  fetch(address, { method: "HEAD", cache: "no-store" }).catch(() => { told = 0; });
});
