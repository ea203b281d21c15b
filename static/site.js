// Everything here makes a page easier to use; nothing here is needed to use it. Nothing is stored.

const root = document.documentElement;
root.classList.add("scripted");

// Leaving: the page is blank at once, and stays blank when somebody goes back to it.
function blank() {
  document.title = "";
  root.hidden = true;
  root.replaceChildren();
}

function leave() {
  const address = document.querySelector(".exit-button").href;
  blank();
  location.replace(address);
}

function listenForExit() {
  let key = "", times = 0, last = 0;
  const needed = { Escape: 2, Shift: 3 };
  document.querySelector(".exit-button").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!needed[event.key] || typing || event.repeat) { times = 0; return; }
    const quick = event.key === key && event.timeStamp - last < 1000;
    times = quick ? times + 1 : 1;
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
  let latest = 0;
  async function update() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = `${form.action}?${query}`;
    const mine = ++latest;
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("#results").replaceChildren(...page.querySelector("#results").childNodes);
    for (const option of form.querySelectorAll(".option")) {
      const input = option.querySelector("input");
      const twin = page.querySelector(`.option input[name="${input.name}"][value="${CSS.escape(input.value)}"]`);
      if (!twin) continue;
      input.disabled = twin.disabled;
      option.querySelector(".number").textContent = twin.closest(".option").querySelector(".number").textContent;
    }
    history.replaceState(null, "", address);
  }
  let pause;
  form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(update, 250); });
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
}

listenForExit();
document.querySelectorAll("form[data-live]").forEach(followFilters);
