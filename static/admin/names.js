"use strict";
// Names for those who hear the page: what the admin and its helpers leave without one.
const labelOf = (field) => document.querySelector(`label[for="${field.id}"]`);

// The rich text editor hides the labelled text area behind a box of its own.
document.addEventListener("prose-editor:ready", ({ target: area }) => {
  const box = area.closest(".prose-editor").querySelector("[contenteditable]");
  const names = { role: "textbox", "aria-multiline": "true", spellcheck: "true", lang: area.lang };
  names["aria-label"] = labelOf(area).textContent.trim();
  for (const [name, value] of Object.entries(names)) box.setAttribute(name, value);
});

const nameChoice = (select) => {
  const label = labelOf(select);
  const choice = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !choice) return;
  label.id ||= `${select.id}_label`;
  const shown = choice.querySelector(".select2-selection__rendered");
  choice.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  for (const wrong of ["role", "aria-readonly"]) shown.removeAttribute(wrong);
  if (shown.localName === "ul") shown.setAttribute("role", "presentation");
  choice.querySelector("input")?.setAttribute("aria-label", label.textContent.trim());
};

const nameAll = () => {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameChoice);
  for (const part of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const whole = part.closest(".form-row > div, .fieldBox").querySelector("label, legend");
    part.setAttribute("aria-label", `${whole.textContent} ${part.previousSibling.textContent}`.trim());
  }
};
// After everything that other scripts have asked jQuery to do once the page is there.
document.addEventListener("DOMContentLoaded", () => django.jQuery(nameAll));
document.addEventListener("formset:added", () => setTimeout(nameAll));
