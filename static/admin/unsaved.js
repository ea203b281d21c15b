"use strict";
// What was typed into a form and not saved yet outlives a lost session, a server error and a wrong click: it is kept
// in this tab alone, until the desk says that it was saved, and offered again when the form is opened.
const PREFIX = "typed ";
const NOT_TYPED = /csrfmiddlewaretoken|password|^seen$|^_/;
const editors = new Map();
document.addEventListener("prose-editor:ready", ({ target, detail }) => editors.set(target.name, detail.editor));

const typedIn = (form) =>
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.test(name));

const putBack = (form, pairs) => {
  // Rows that were added by hand are added again first.
  for (const [name, value] of pairs.filter(([each]) => each.endsWith("-TOTAL_FORMS"))) {
    const total = form.elements[name];
    const add = document.querySelector(`#${name.replace("-TOTAL_FORMS", "-group")} .add-row a`);
    while (total && add && Number(total.value) < Number(value)) add.click();
  }
  const typed = Map.groupBy ? Map.groupBy(pairs, ([name]) => name) : pairs.reduce(
    (all, pair) => all.set(pair[0], [...(all.get(pair[0]) ?? []), pair]), new Map());
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.test(field.name) || field.name.endsWith("_FORMS")) continue;
    const values = (typed.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else if (field.type !== "file" && values.length) field.value = values[0];
    if (editors.has(field.name)) editors.get(field.name).commands.setContent(field.value);
  }
};

document.addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector(".unsaved");
  const form = bar?.parentElement.querySelector("form[id$='_form']");
  if (document.querySelector("[data-typed-text-is-safe], .messagelist .success")) {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && JSON.parse(sessionStorage[key]).sent) sessionStorage.removeItem(key);
    }
  }
  if (!form) return;

  const key = PREFIX + location.pathname;
  let changed = false;
  let timer;
  const keep = (sent = false) => {
    clearTimeout(timer);
    if (changed) sessionStorage[key] = JSON.stringify({ at: Date.now(), sent, pairs: typedIn(form) });
  };
  const touch = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 400);
  };

  const kept = sessionStorage[key] && JSON.parse(sessionStorage[key]);
  // A form that came back with mistakes holds already what was typed.
  if (kept && !document.querySelector(".errornote")) {
    bar.querySelector("time").textContent = new Date(kept.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    bar.hidden = false;
    bar.querySelector("[value=back]").addEventListener("click", () => {
      putBack(form, kept.pairs);
      bar.hidden = true;
      touch();
      form.querySelector("input:not([type=hidden]), textarea")?.focus();
    });
    bar.querySelector("[value=away]").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      bar.hidden = true;
    });
  } else if (kept) {
    changed = true;
  }

  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  document.addEventListener("formset:removed", touch);
  let leaving = false;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    keep(true);
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    keep(leaving);
    if (changed && !leaving) event.preventDefault();
  });
});
