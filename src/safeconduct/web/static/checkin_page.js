// The check-in page: every tap is a fact with a name of its own (this phone and its count) and the time on the phone.
// It is on the phone's disk before the page says so, and stays there until the service has answered for it.
"use strict";
(() => {
  const page = document.body.dataset;
  const VERSION = "@VERSION@"; // of this script; the page says which one it was made for
  const SEND_AT_ONCE = 50;
  const TRY_AGAIN = 10000; // ms between tries while something is unsent
  const PATIENCE = 20000; // ms for an answer
  const byId = (id) => document.getElementById(id);
  const { NEEDS, hhmm, plain, seats, few, words, placesLeft, doubted } = say;
  let offset = 0, sending = false, view = null;

  // --- time: the phone's clock, set right against the day's when the page reaches the service ---------------------

  const dayNow = () => new Date(Date.now() + offset);

  // When it happened: now, or the time that was entered, on the date on which it is nearest to now.
  function happened() {
    const now = dayNow(), given = byId("when-time").value;
    if (!given) return now;
    const at = new Date(now), half = 12 * 3600000;
    at.setUTCHours(...given.split(":").map(Number), 0, 0);
    if (at - now > half) at.setUTCDate(at.getUTCDate() - 1);
    if (now - at > half) at.setUTCDate(at.getUTCDate() + 1);
    return at;
  }

  function setClock(dayTime) {
    offset = Date.parse(dayTime) - Date.now();
    return store.note("offset " + page.scope, offset);
  }

  function tick() {
    const now = new Date();
    for (const clock of document.querySelectorAll("[data-zone]")) {
      const zone = clock.dataset.zone;
      const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(now);
      clock.textContent = zone === "UTC" ? time + "Z" : time;
    }
    if (byId("day-clock")) byId("day-clock").textContent = hhmm(dayNow());
  }

  // --- what is sent -----------------------------------------------------------------------------------------------

  // Facts of this scope go by the link that is open now; others by the link they were entered on.
  function parcels(facts) {
    const found = new Map();
    for (const fact of facts) {
      const token = fact.scope === page.scope ? page.token : fact.token;
      if (!found.has(token)) found.set(token, []);
      found.get(token).push(fact);
    }
    return found;
  }

  async function asked(path, given) {
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), PATIENCE);
    try {
      const answer = await fetch(path, { ...given, cache: "no-store", credentials: "omit", signal: end.signal });
      return { ok: answer.ok, status: answer.status, body: await answer.json() };
    } finally {
      clearTimeout(timer);
    }
  }

  async function post(token, facts) {
    const sent = facts.map(({ device: name, counter, at, body }) => ({ device: name, counter, at, body }));
    const answer = await asked(`/checkin/${token}/facts`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ facts: sent }),
    });
    if (answer.ok) {
      await store.settle(answer.body);
      const held = answer.body.find((one) => one.outcome === "held");
      return held ? `${held.detail}. Next: ${held.next_step}` : "";
    }
    if (answer.status === 422 && facts.length === 1) { // one that cannot be read: it would never go
      const { detail, next_step } = answer.body;
      await store.settle([{ counter: facts[0].counter, outcome: "refused", detail, next_step }]);
      return "";
    }
    if (answer.status === 422) {
      for (const fact of facts) await post(token, [fact]);
      return "";
    }
    return `${answer.body.detail || "The service does not answer"}. Next: ${answer.body.next_step || "wait"}`;
  }

  async function send() {
    if (sending) return;
    sending = true;
    let trouble = "", reached = true;
    try {
      const unsent = (await store.all()).filter((fact) => fact.state === "unsent");
      unsent.sort((one, other) => (other.body.kind === "suspended") - (one.body.kind === "suspended")); // stops first
      for (const [token, facts] of parcels(unsent)) {
        for (let at = 0; at < facts.length; at += SEND_AT_ONCE) {
          trouble = (await post(token, facts.slice(at, at + SEND_AT_ONCE))) || trouble;
          await show(); // the count goes down with every parcel that is answered
        }
      }
      trouble = (await look()) || trouble;
    } catch (_) {
      reached = false;
    }
    sending = false;
    await show(reached, trouble);
    if (reached && !trouble && (await store.all()).some((fact) => fact.state === "unsent")) send(); // tapped meanwhile
  }

  // Reads the day; returns what is wrong with the link.
  async function look() {
    const answer = await asked(`/checkin/${page.token}/now`, {});
    if (!answer.ok) return `${answer.body.detail}. Next: ${answer.body.next_step}`;
    view = answer.body;
    await store.note("view " + page.scope, view);
    const behind = Date.parse(view.now) > dayNow(); // in an exercise others may have entered what happened later
    if (page.mode === "order" || !look.done || behind) await setClock(view.now);
    look.done = true;
    return view.over
      ? `This link held until ${hhmm(view.until)}; only a stop is still taken. Next: ask the dispatcher for a new link and open it on this phone`
      : "";
  }

  // --- what is shown ----------------------------------------------------------------------------------------------

  const MARKS = { unsent: "◔ unsent", written: "● written down", refused: "✕ refused" };

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function entry(fact) {
    const item = element("li", "", fact.state);
    item.append(element("b", hhmm(fact.at)), ` ${words(fact)} `, element("span", MARKS[fact.state], "mark"));
    item.append(" ", element("span", fact.line ? `line ${fact.line}` : `no. ${fact.counter} of this phone`, "soft"));
    if (fact.state === "refused") {
      item.append(element("p", `${fact.detail}. Next: ${fact.next}.`));
      const done = element("button", "Done, take it off the list");
      done.type = "button";
      done.onclick = () => store.forget(fact.counter).then(() => show());
      item.append(done);
    }
    return item;
  }

  async function show(reached, trouble) {
    const facts = await store.all();
    const unsent = facts.filter((fact) => fact.state === "unsent");
    const refused = facts.filter((fact) => fact.state === "refused");
    const n = unsent.length;
    byId("outbox").hidden = false;
    byId("outbox").dataset.unsent = n;
    byId("outbox").classList.toggle("waiting", n > 0);
    byId("unsent").textContent = `${n} unsent` + (refused.length ? `, ${refused.length} refused` : "");
    byId("send-now").hidden = n === 0;
    document.title = (n ? `(${n}) ` : "") + document.title.replace(/^\(\d+\) /, "");
    if (reached === true) byId("link-state").textContent = n ? "trying again" : `everything is with the board, ${hhmm(Date.now())}`;
    if (reached === false) byId("link-state").textContent = "no connection; kept on this phone, sent by itself";
    if (trouble !== undefined) {
      byId("trouble").hidden = !trouble;
      byId("trouble").textContent = trouble + (trouble ? "." : "");
    }
    byId("kept").hidden = facts.length === 0;
    byId("facts").replaceChildren(...facts.reverse().map(entry));
    stops(facts);
    for (const form of document.forms) beside(form, facts);
    if (view) ordersChanged();
    if (view) view.convoys.forEach((convoy) => convoyNow(convoy, unsent));
  }

  function stops(facts) {
    const mine = facts.filter((fact) => fact.body.kind === "suspended" && fact.state === "unsent");
    const found = mine.map((fact) => {
      const what = fact.body.convoy ? `convoy ${fact.body.convoy}` : "the whole day";
      return element("p", `✕ STOP for ${what} called ${hhmm(fact.at)}: the board has NOT heard it yet. Stop, and say it by voice or radio.`, "stopped");
    });
    if (view && view.stopped) found.push(element("p", "✕ STOPPED – the whole day", "stopped"));
    byId("stops").replaceChildren(...found);
  }

  // What became of the last tap of a form, beside its button: who looks up again sees that it need not be entered twice.
  function beside(form, facts) {
    const fact = facts.find((one) => String(one.counter) === form.dataset.last);
    const button = form.querySelector("button.primary");
    if (!fact || !button) return;
    let line = form.querySelector(".last");
    if (!line) {
      line = element("p", "", "last");
      line.setAttribute("role", "status");
      button.after(line);
    }
    const what = `${words(fact)} ${hhmm(fact.at)}`;
    line.className = `last ${fact.state}`;
    line.textContent = { written: `● Written down: ${what}`, unsent: `◔ Kept on this phone: ${what}`, refused: `✕ Refused: ${what}. See below` }[fact.state];
  }

  // Other convoys or vehicles than this page was made for: its forms would name the wrong ones.
  function ordersChanged() {
    const has = new Set(Array.from(document.querySelectorAll("[data-convoy] [data-vehicle]"), (one) => `${one.closest("[data-convoy]").dataset.convoy} ${one.dataset.vehicle}`));
    const now = view.convoys.flatMap((convoy) => convoy.vehicles.map((vehicle) => `${convoy.id} ${vehicle.id}`));
    const gone = Array.from(has).some((one) => !now.includes(one));
    byId("anew").hidden = !gone && now.every((one) => has.has(one));
  }

  function convoyNow(convoy, unsent) {
    const at = byId(`convoy-${convoy.id}`);
    if (!at) return;
    const part = (name) => at.querySelector(`[data-now=${name}]`);
    part("phase").textContent = convoy.phase;
    part("stopped").hidden = !convoy.stopped;
    part("road").hidden = convoy.closed_roads.length === 0;
    part("roads").textContent = convoy.closed_roads.join(", ");
    part("other").hidden = !convoy.way;
    part("way").textContent = convoy.way || "";
    part("depart").textContent = hhmm(convoy.depart);
    part("arrive").textContent = hhmm(convoy.arrive);
    part("aboard").textContent = few(convoy.aboard);
    part("arrived").textContent = few(convoy.arrived);
    part("open").replaceChildren(...convoy.open.map((point) => {
      const item = element("li", `${point.persons || ""} ${point.what} `);
      item.append(element("span", `next: ${point.next_step}`, "soft"));
      return item;
    }));
    for (const vehicle of convoy.vehicles) {
      const line = Array.from(at.querySelectorAll("[data-vehicle]")).find((one) => one.dataset.vehicle === vehicle.id);
      if (!line) continue;
      const left = placesLeft(convoy, vehicle, unsent);
      const over = NEEDS.some((need) => left[need] < 0);
      line.textContent = `${vehicle.id}: ` + (vehicle.broken ? "broken down" : over ? "more than its places: count again" : `free: ${seats(left) || "no place"}`);
      line.className = over || vehicle.broken || !plain(left) ? "full" : "";
    }
  }

  // --- taps -------------------------------------------------------------------------------------------------------

  function bodyOf(form, button) {
    const given = new FormData(form, button);
    const body = {};
    for (const name of ["kind", "convoy", "vehicle", "site", "reason", "point"]) if (given.get(name)) body[name] = given.get(name);
    if (body.kind === "passed point") body.standing = given.get("standing") === "yes";
    if (given.has("walking")) body.persons = Object.fromEntries(NEEDS.map((need) => [need, Math.floor(Number(given.get(need))) || 0]));
    return body;
  }

  async function tapped(event) {
    event.preventDefault();
    const form = event.target, body = bodyOf(form, event.submitter);
    if (body.persons && few(body.persons) === "0") {
      form.querySelector("[name=walking]").focus();
      byId("link-state").textContent = "count at least one person, then tap again";
      return;
    }
    const at = body.kind === "suspended" ? dayNow() : happened();
    const doubt = doubted(body, (await store.all()).filter((one) => one.state === "unsent"), at, view);
    const asking = form.querySelector(".doubt");
    if (doubt && (!asking || asking.dataset.about !== JSON.stringify(body))) {
      const ask = element("p", `${doubt} Or tap once more: then it is sent as you counted it.`, "notice doubt");
      ask.dataset.about = JSON.stringify(body);
      ask.setAttribute("role", "alert");
      if (asking) asking.remove();
      form.querySelector("button.primary").before(ask);
      return;
    }
    if (asking) asking.remove();
    if (body.persons) for (const need of NEEDS) form.elements[need].value = 0; // a second tap enters nobody twice
    if (navigator.vibrate) navigator.vibrate(40);
    let fact;
    try {
      fact = await store.keep(body, at);
      form.dataset.last = fact.counter;
      if (body.kind !== "suspended") byId("when-time").value = ""; // one time is for one fact
      if (page.mode === "exercise" && at > dayNow()) await setClock(at.toISOString());
    } catch (_) { // the phone's disk is full or closed: the form goes the plain way, and says so if it cannot
      if (body.persons) for (const need of NEEDS) form.elements[need].value = body.persons[need];
      form.submit();
      return;
    }
    await show();
    const line = form.querySelector(".last");
    if (line) line.scrollIntoView({ block: "nearest" });
    if (sending && body.kind === "suspended") post(page.token, [fact]).then(() => show(), () => {}); // waits for nobody
    send();
  }

  function steppers() {
    for (const input of document.querySelectorAll(".counts input")) {
      const step = (by, text) => {
        const button = element("button", text);
        button.type = "button";
        button.setAttribute("aria-label", `${by < 0 ? "one fewer" : "one more"} ${input.name}`);
        button.onclick = () => { input.value = Math.max(0, (Number(input.value) || 0) + by); };
        return button;
      };
      input.before(step(-1, "−"));
      input.after(step(1, "+"));
      input.addEventListener("focus", () => input.select());
    }
  }

  // Past visits leave the page on the phone; the first one puts it there by hand.
  async function offline() {
    byId("insecure").hidden = window.isSecureContext;
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register("/checkin/worker.js", { scope: "/checkin/" });
    await navigator.serviceWorker.ready;
    const here = location.origin + location.pathname;
    const own = await caches.open("checkin-" + VERSION);
    if (!(await own.match(here))) {
      const files = Array.from(document.querySelectorAll("script[src],link[rel=stylesheet],link[rel=icon]"), (one) => one.src || one.href);
      await own.addAll([...files, here]);
      for (const name of await caches.keys()) if (name !== "checkin-" + VERSION) await (await caches.open(name)).delete(here);
    }
    document.documentElement.dataset.offline = "ready";
  }

  // A page kept by an earlier service that got this script: its parts may not fit, so the page is fetched anew.
  async function renewed() {
    if (page.version === VERSION) return false;
    if (sessionStorage.getItem("renewed") !== VERSION) {
      sessionStorage.setItem("renewed", VERSION);
      const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
      if (answer && answer.ok) {
        const kept = window.caches ? await caches.keys() : []; // none where the address is not a secure one
        for (const name of kept) await (await caches.open(name)).delete(location.origin + location.pathname);
        location.reload();
        return true;
      }
    }
    if (byId("older")) byId("older").hidden = false;
    return false;
  }

  async function begin() {
    if (await renewed()) return;
    try {
      await store.begin();
    } catch (_) { // no store on this phone: the plain forms work while there is a connection
      return;
    }
    const held = await store.told("offset " + page.scope);
    offset = held === undefined ? Date.parse(page.dayNow) - Date.now() : held;
    view = (await store.told("view " + page.scope)) || null; // as the board was when it was last reached
    steppers();
    byId("when").hidden = false; // only a script can give one field to all forms
    for (const form of document.forms) form.addEventListener("submit", tapped);
    byId("send-now").onclick = send;
    byId("look-again").onclick = () => location.reload();
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    setInterval(async () => {
      if ((await store.all()).some((fact) => fact.state === "unsent")) send();
    }, TRY_AGAIN);
    setInterval(() => { if (!document.hidden) send(); }, 3 * TRY_AGAIN);
    setInterval(tick, 1000);
    tick();
    await show();
    document.documentElement.dataset.ready = "yes";
    offline().catch(() => { byId("insecure").hidden = false; });
    send();
  }

  begin();
})();
