// Draws the board anew when a line is written. The page is whole without this; parts that somebody writes in are left.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live || !window.EventSource) return;
  const GATHER = 150; // ms: lines that come together are drawn once
  const ALWAYS = [".clocks", ".strip.exercise"];
  const MINUTE = 60000; // lateness and alarms grow without a line
  let drawing = false, again = false, timer = 0, state = "live", held = false;

  function say() {
    const pace = document.querySelector(".pace");
    if (!pace) return;
    const word = document.createElement("span");
    word.className = "live";
    word.textContent = { live: "● live", back: "◔ reconnecting", lost: "✕ not live: load the page again" }[state];
    pace.replaceChildren(word, held ? "; parts you write in stand still until you send them" : "");
  }

  const busy = (part) => part.querySelector(".touched") !== null
    || (part.contains(document.activeElement) && document.activeElement.matches("input,select,textarea"));

  function put(part, fresh) {
    const open = Array.from(part.querySelectorAll("details[id][open]"), (one) => one.id);
    part.replaceWith(fresh);
    for (const id of open) {
      const one = document.getElementById(id);
      if (one) one.open = true;
    }
  }

  // A day of thousands of convoys: only the rows that differ from those shown are asked for, and put in their places.
  function some(part, body) {
    const table = part.querySelector("tbody[data-rows]");
    const now = new Map(Array.from(table.rows, (row) => [row.dataset.row, row]));
    for (const row of Array.from(body.rows)) now.get(row.dataset.row).replaceWith(document.importNode(row, true));
    table.dataset.rows = body.dataset.rows;
  }

  function address() {
    const asked = new URLSearchParams(location.search), table = document.querySelector("tbody[data-rows]");
    if (table) asked.set("rows", table.dataset.rows);
    return `${location.pathname}?${asked}`;
  }

  async function draw() {
    if (drawing) { again = true; return; }
    drawing = true;
    try {
      const answer = await fetch(address(), { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      held = false;
      for (const fresh of page.querySelectorAll(["[data-part]", ...ALWAYS].join(","))) {
        const part = document.querySelector(fresh.dataset.part ? `[data-part=${fresh.dataset.part}]` : "." + fresh.className.split(" ").join("."));
        const body = fresh.querySelector("tbody[data-some]");
        if (part && body) some(part, body);
        else if (!part || part.innerHTML === fresh.innerHTML) continue;
        else if (busy(part)) held = true;
        else put(part, document.importNode(fresh, true));
      }
      live.dataset.version = page.getElementById("live").dataset.version;
    } catch (_) {
      state = "back";
    }
    drawing = false;
    say();
    if (again) { again = false; draw(); }
  }

  document.addEventListener("input", (event) => event.target.classList.add("touched"));
  const lines = new EventSource(`/events?day=${encodeURIComponent(live.dataset.day)}&since=${live.dataset.version}`);
  lines.onopen = () => { state = "live"; say(); };
  lines.onerror = () => { state = lines.readyState === EventSource.CLOSED ? "lost" : "back"; if (state === "lost") say(); };
  lines.addEventListener("line", () => { clearTimeout(timer); timer = setTimeout(draw, GATHER); });
  setInterval(draw, MINUTE);
  say();
})();
