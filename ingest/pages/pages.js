// What is clicked, typed and pressed on a page goes to its notebook; the notebook draws the page anew from its state.
// The text of an order is only ever read here as text: nothing is evaluated, no markup is made of it.
(() => {
  "use strict";
  if (window.dorkarta) return;
  const PATIENCE = 30000, AGAIN = 3000, TYPING = 400;
  const EDITABLE = "input:not([type=checkbox]), textarea, select, [contenteditable=true], .cm-editor";
  const page = (window.dorkarta = { sent: Date.now(), since: 0, told: 0, outbox: [], keys: [] });

  const state = () => document.querySelector(".dk-state");
  const field = () => document.querySelector(".dk-requests marimo-text");
  const waiting = () => page.outbox.length > 0 && Date.now() - page.since < PATIENCE;

  // Requests go one at a time and in order. One that is not answered is told again under its own number (a page that
  // has not yet joined its notebook is not heard); the notebook answers a number once.
  function send(request) {
    page.last = JSON.stringify(request);
    const queued = page.outbox.length > 1 && page.outbox.at(-1);
    if (queued && request.go && queued.go) queued.go = request.go;
    else page.outbox.push({ number: ++page.sent, ...request });
    page.since = Date.now();
    document.documentElement.classList.add("dk-waiting");
    if (page.outbox.length === 1) tell();
  }

  function tell() {
    const to = field(), request = page.outbox[0];
    if (!to || !request) return;
    page.told = Date.now();
    const detail = { value: JSON.stringify({ ...request, told: page.told }), element: to };
    to.dispatchEvent(new CustomEvent("marimo-value-input", { bubbles: true, composed: true, detail }));
  }

  function heard() {
    const answered = Number(state()?.dataset.answered ?? 0), before = page.outbox.length;
    while (page.outbox.length && page.outbox[0].number <= answered) page.outbox.shift();
    if (page.outbox.length < before) { page.since = Date.now(); tell(); }
  }
  setInterval(() => { if (Date.now() - page.told >= AGAIN) tell(); }, AGAIN);

  function go(href) {
    if (href !== (location.search || "?")) history.pushState(null, "", href);
    send({ go: href });
  }

  // The page without marimo's hidden field (a copy, a broken connection): the address alone tells everything.
  const follow = (href) =>
    href.startsWith("?") && field() ? go(href) : location.assign(href);

  const formOf = (element) => element.closest("[data-form]");
  function act(button) {
    const fields = { ...JSON.parse(button.dataset.fields || "{}") };
    formOf(button)?.querySelectorAll("[name]").forEach((one) => (fields[one.name] = one.value));
    const request = { act: button.dataset.act, ids: JSON.parse(button.dataset.ids || "[]"), fields };
    // A second click of a double click is none.
    if (waiting() && page.last === JSON.stringify(request)) return;
    send(request);
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const at = event.target.closest("a, button, input, select, textarea, label, summary, tr[data-href]");
    if (!at) return;
    if (at.matches("a[data-go]")) { event.preventDefault(); follow(at.getAttribute("href")); }
    else if (at.matches("button[data-act]")) act(at);
    else if (at.matches("button[data-edit]")) edit(at);
    else if (at.matches("input[data-tick]")) send({ act: at.checked ? "tick" : "untick", ids: JSON.parse(at.dataset.tick) });
    else if (at.matches("tr[data-href]") && !String(getSelection())) follow(at.dataset.href);
  });

  document.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td:has(> button[data-edit])");
    if (cell) edit(cell.querySelector("button[data-edit]"));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-go]")) follow(event.target.value);
  });

  let typing = 0;
  const asked = (input) => {
    const values = new URLSearchParams(input.dataset.address);
    values.delete(input.name);
    if (input.value.trim()) values.set(input.name, input.value.trim());
    follow("?" + values);
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input[data-address]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => asked(event.target), TYPING);
  });

  const rows = () => [...document.querySelectorAll("table.choices tr[data-href]")];
  function step(by) {
    const all = rows(), at = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
    if (next) return follow(next.dataset.href);
    document.querySelector(by > 0 ? "a[data-step=next]" : "a[data-step=previous]")?.click();
  }
  const press = (key) => {
    const button = document.querySelector(`[data-key="${key}"]`);
    if (button?.matches("input, textarea")) { button.focus(); button.select(); } else button?.click();
    return Boolean(button);
  };
  // By the place of the key, so that a Russian layout does too.
  const KEYS = { KeyJ: "j", KeyK: "k", KeyA: "a", KeyD: "d", KeyZ: "z", KeyX: "x", Slash: "/", ArrowDown: "j", ArrowUp: "k" };
  function pressed(key) {
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else return press(key);
    return true;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typed = event.target.closest(EDITABLE);
    if (typed) {
      if (event.key === "Escape") typed.blur();
      if (event.key === "Enter" && typed.matches("input[data-enter]")) {
        event.preventDefault();
        typed.blur();
        formOf(typed)?.querySelector(`[data-act="${typed.dataset.enter}"]`)?.click();
      }
      return;
    }
    if (event.target.closest("summary, a, button") && ["Enter", " "].includes(event.key)) return;
    if (!rows().length && event.key.startsWith("Arrow")) return;
    const key = KEYS[event.code];
    if (!key) return;
    // A key pressed before the page has moved must not decide the row that was left: it waits for its turn. After 'd'
    // an analyst types a reason: its letters are no keys.
    if (!waiting() && !page.keys.length) { if (pressed(key)) event.preventDefault(); }
    else { event.preventDefault(); if (!page.keys.includes("d")) page.keys.push(key); }
  });

  function picker(options) {
    const select = document.createElement("select");
    for (const [value, words] of Object.entries(options)) select.append(new Option(words, value));
    return select;
  }

  // One cell is corrected in a window of its own, outside what the notebook draws.
  function edit(button) {
    const { target, column, value, name, options } = button.dataset;
    const window_ = document.createElement("dialog");
    window_.className = "page dk-edit";
    const title = document.createElement("h3");
    title.textContent = name;
    const text = options ? picker(JSON.parse(options)) : Object.assign(document.createElement("textarea"), { rows: 5 });
    text.value = value;
    const why = Object.assign(document.createElement("input"), { placeholder: "Почему", maxLength: 1000 });
    text.setAttribute("aria-label", "Верно");
    why.setAttribute("aria-label", "Почему исправлено");
    const save = Object.assign(document.createElement("button"), { textContent: "Исправить", className: "good" });
    const close = Object.assign(document.createElement("button"), { textContent: "Закрыть" });
    const buttons = document.createElement("p");
    buttons.append(save, " ", close);
    window_.append(title, text, why, buttons);
    save.onclick = () => {
      send({ act: "correct", fields: { target, column, value: text.value, why: why.value } });
      window_.close();
    };
    close.onclick = () => window_.close();
    window_.onclose = () => window_.remove();
    document.body.append(window_);
    window_.showModal();
  }

  addEventListener("popstate", () => send({ go: location.search || "?" }));

  let shown = "";
  function drawn() {
    const now = state();
    if (!now) return;
    heard();
    if (!waiting()) {
      if (!page.keys.length) document.documentElement.classList.remove("dk-waiting");
      const href = now.dataset.address;
      if (page.since && href !== (location.search || "?")) history.replaceState(null, "", href);
      if (page.keys.length) setTimeout(() => { while (page.keys.length && !waiting()) pressed(page.keys.shift()); });
    }
    for (const field of document.querySelectorAll("[data-of]")) {
      if (field.dataset.of !== field.dorkartaOf) { field.value = field.getAttribute("value") ?? ""; field.dorkartaOf = field.dataset.of; }
    }
    for (const picker of document.querySelectorAll("select[data-go]")) {
      const on = picker.querySelector("option[data-on]");
      if (on && picker !== document.activeElement) picker.value = on.value;
    }
    for (const field of document.querySelectorAll("input[data-address]")) {
      if (field !== document.activeElement) field.value = field.dataset.value;
    }
    for (const box of document.querySelectorAll("input[data-tick]")) box.checked = box.hasAttribute("data-on");
    const chosen = document.querySelector("table.choices tr[aria-selected=true]");
    if (chosen && chosen.dataset.href !== shown) { shown = chosen.dataset.href; chosen.scrollIntoView({ block: "nearest" }); }
  }
  new MutationObserver(drawn).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-answered", "data-on", "data-of", "data-href", "aria-selected"] });
  drawn();
})();
