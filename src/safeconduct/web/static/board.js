// Draws the board anew when a line is written. The page is whole without this; parts that somebody writes in are left.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live || !window.EventSource) return;
  const GATHER = 150; // ms: lines that come together are drawn once
  const ALWAYS = [".clocks", ".strip.exercise"];
  const LONG = 50; // rows
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

  // A long table keeps the rows that stay: a day of thousands of convoys is drawn row by row.
  function rows(part, fresh) {
    const now = part.querySelectorAll("tbody > tr"), then = fresh.querySelectorAll("tbody > tr");
    if (now.length < LONG || now.length !== then.length || part.querySelectorAll("tbody").length !== 1) return false;
    for (let i = 0; i < now.length; i += 1) {
      if (now[i].innerHTML !== then[i].innerHTML) now[i].replaceWith(document.importNode(then[i], true));
    }
    return true;
  }

  async function draw() {
    if (drawing) { again = true; return; }
    drawing = true;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      held = false;
      for (const fresh of page.querySelectorAll(["[data-part]", ...ALWAYS].join(","))) {
        const part = document.querySelector(fresh.dataset.part ? `[data-part=${fresh.dataset.part}]` : "." + fresh.className.split(" ").join("."));
        if (!part || part.innerHTML === fresh.innerHTML) continue;
        if (busy(part)) held = true;
        else if (!rows(part, fresh)) put(part, document.importNode(fresh, true));
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
