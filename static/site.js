// Everything here makes a page easier to use; nothing here is needed to use it. Nothing is stored.

const root = document.documentElement;

// Leaving: the page is blank at once, and stays blank when somebody comes back to it.
function leave() {
  const address = document.querySelector(".exit-button").href;
  document.title = "\u200b"; // an empty title would show the address instead
  root.hidden = true;
  document.body.replaceChildren();
  location.replace(address);
}

function listenForExit() {
  const needed = { Escape: 2, Shift: 3 };
  let key = "", times = 0, last = 0;
  document.querySelector(".exit-button").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.repeat) return;
    if (!needed[event.key] || typing) { times = 0; return; }
    times = event.key === key && event.timeStamp - last < 1000 ? times + 1 : 1;
    key = event.key;
    last = event.timeStamp;
    if (times >= needed[key]) leave();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && root.hidden) location.replace("/exit/");
  });
}

// The list follows the filters; the address can be shared as ever.
function followFilters(form) {
  let latest = 0, pause;
  async function update(asked) {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    const address = `${form.action}?${query}`.replace(/\?$/, "");
    const mine = ++latest;
    const answer = await fetch(address).catch(() => null);
    if (mine !== latest) return;
    if (!answer?.ok) {
      if (asked) location.assign(address);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return;
    for (const part of ["#results", ".languages"]) {
      document.querySelector(part).replaceWith(page.querySelector(part));
    }
    for (const option of form.querySelectorAll(".option")) {
      const input = option.querySelector("input");
      const twin = page.querySelector(`.option input[name="${input.name}"][value="${CSS.escape(input.value)}"]`);
      if (!twin) continue;
      input.disabled = twin.disabled;
      const [count, now] = [option, twin.parentNode].map((label) => label.querySelector(".number"));
      if (count && now) count.textContent = now.textContent;
    }
    history.replaceState(null, "", address);
    document.querySelector("#said").textContent = document.querySelector("#count").textContent;
  }
  form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(update, 250); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); update(true); });
}

// An opening status says until when it holds; on a page left open it may no longer be true.
function watchOpening() {
  for (const status of document.querySelectorAll("[data-until]")) {
    if (new Date(status.dataset.until) > new Date()) continue;
    status.textContent = status.dataset.later;
    status.className = "opening ask";
    delete status.dataset.until;
  }
}

// Copying needs a script, so the button is there only with one.
function offerCopy(place) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = place.dataset.offer;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.dataset.copy);
    button.textContent = place.dataset.done;
  });
  place.append(button);
}

listenForExit();
// Words about what a script does: some browsers show even what is hidden.
document.querySelectorAll("[data-words]").forEach((place) => { place.textContent = place.dataset.words; });
document.querySelectorAll("[data-copy]").forEach(offerCopy);
document.querySelectorAll("form[data-live]").forEach(followFilters);
watchOpening();
setInterval(watchOpening, 30000);
