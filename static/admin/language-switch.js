"use strict";
// Shows the translated fields of one language at a time, in the whole form and its rows. The choice
// stands in the address (#ru), so that it outlives "Save and continue". Fields with errors stay.
document.addEventListener("DOMContentLoaded", () => {
  const group = document.querySelector(".language-switch");
  const texts = () => document.querySelectorAll("form .mt[lang]");
  if (!group || !texts().length) return;

  const choices = [...group.querySelectorAll("input")];

  const show = () => {
    const chosen = choices.find((choice) => choice.checked).value;
    for (const text of texts()) {
      const row = text.closest(".form-row");
      row.hidden = chosen !== "all" && chosen !== text.lang && !row.matches(".errors");
    }
  };

  const readAddress = () => {
    const named = choices.find((choice) => `#${choice.value}` === location.hash);
    if (named) named.checked = true;
    show();
  };

  group.addEventListener("change", (event) => {
    history.replaceState(null, "", `#${event.target.value}`);
    show();
  });
  document.addEventListener("formset:added", show);
  window.addEventListener("hashchange", readAddress);
  group.hidden = false;
  readAddress();
});
