// A page of a meeting asks every other second what has changed and sets in those parts. Without it everything works by
// loading the page anew. What somebody has ticked, typed or opened stays, and a vote is sent once however it is pressed.
(() => {
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const every = Number(root.dataset.every) || 2000;
  const lost = root.querySelector("[data-lost]");
  const said = root.querySelector("[data-said]");
  let seen = root.dataset.seen;
  let timer = 0;
  let looking = false;

  const later = (wait) => {
    clearTimeout(timer);
    // Phones that opened at the same moment do not ask at the same moment for ever.
    timer = setTimeout(() => look(), wait ?? every * (0.9 + 0.2 * Math.random()));
  };

  async function look(fresh) {
    if (looking) return;
    if (document.hidden && !("always" in root.dataset)) return later();
    looking = true;
    try {
      const answer = await fetch(`${root.dataset.live}?seen=${encodeURIComponent(seen)}${fresh === true ? "&fresh=1" : ""}`, {
        headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(10000),
      });
      if (answer.status === 200) {
        const found = await answer.json();
        for (const [name, html] of Object.entries(found.parts)) set(name, html);
        seen = found.seen;
      } else if (answer.status !== 204 && answer.status < 500) {
        // Signed out, or not to be seen any more: the page itself says so.
        return location.reload();
      }
      lost.hidden = answer.status < 500;
    } catch {
      lost.hidden = false;
    } finally {
      looking = false;
    }
    later();
  }

  function set(name, html) {
    const old = root.querySelector(`[data-part="${name}"]`);
    if (!old) return;
    const kept = remember(old);
    const box = document.createElement("template");
    box.innerHTML = html;
    const fresh = box.content.firstElementChild;
    old.replaceWith(fresh);
    restore(fresh, kept);
    limit(fresh);
  }

  const place = (field) => `${field.form?.querySelector("[name=members]")?.value ?? ""}/${field.name}/${field.value}`;

  function remember(part) {
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    return {
      ticked: new Set([...part.querySelectorAll("input:checked")].map(place)),
      typed: new Map([...part.querySelectorAll("input[id]:not([type=hidden]), select[id]")]
        .filter((field) => !["checkbox", "radio"].includes(field.type)).map((field) => [field.id, field.value])),
      open: new Set([...part.querySelectorAll("details[open]")].map((found) => found.id)),
      focus: active && (active.id ? `#${CSS.escape(active.id)}` : active.name && active.value !== undefined
        ? `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]` : ""),
    };
  }

  function restore(part, kept) {
    for (const field of part.querySelectorAll("input[type=checkbox], input[type=radio]")) {
      if (kept.ticked.has(place(field))) field.checked = true;
    }
    for (const [id, value] of kept.typed) {
      const field = part.querySelector(`#${CSS.escape(id)}`);
      if (field) field.value = value;
    }
    for (const found of part.querySelectorAll("details")) if (kept.open.has(found.id)) found.open = true;
    if (kept.focus) part.querySelector(kept.focus)?.focus();
  }

  // No more names than seats: the others wait until one is taken back.
  function limit(where) {
    for (const form of where.querySelectorAll("form[data-most]")) {
      const boxes = [...form.querySelectorAll("input[type=checkbox][name=names]")];
      const full = boxes.filter((box) => box.checked).length >= Number(form.dataset.most);
      for (const box of boxes) box.disabled = full && !box.checked;
    }
  }

  function say(words, wrong) {
    if (!said) return;
    said.textContent = words;
    said.classList.toggle("l-said-wrong", wrong);
    said.hidden = false;
  }

  async function send(form, button) {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    const buttons = [...root.querySelectorAll("form[data-cast] button")];
    for (const one of buttons) one.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual",
        signal: AbortSignal.timeout(20000),
      });
      if (answer.status !== 200 && answer.status !== 409) return location.reload();
      const found = await answer.json();
      say(found.said, found.refused);
      await look(true);
    } catch {
      say(root.dataset.unsent, true);
    } finally {
      for (const one of buttons) one.disabled = false;
    }
  }

  root.addEventListener("change", () => limit(root));
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-cast]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(0); });
  limit(root);
  later();
})();
