"use strict";
// Names for those who hear the page: what the admin and the editor leave without one.
document.addEventListener("prose-editor:ready", ({ target }) => {
  const label = document.querySelector(`label[for="${target.id}"]`);
  const box = target.closest(".prose-editor").querySelector("[contenteditable]");
  box.setAttribute("aria-label", label.textContent.trim());
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
  box.setAttribute("spellcheck", "true");
  box.lang = target.lang;
});
