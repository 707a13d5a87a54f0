// The check-in page: every tap is a fact with a name of its own (this phone and its count) and the time on the phone.
// It is on the phone's disk before the page says so, and stays there until the service has answered for it.
"use strict";
(() => {
  const page = document.body.dataset;
  const VERSION = "@VERSION@"; // of this script; the page says which one it was made for
  const SEND_AT_ONCE = 50;
  const TRY_AGAIN = 10000; // ms between tries while something is unsent
  const PATIENCE = 20000; // ms for an answer
  const SHOWN = 12; // facts written down that stay in the list
  const byId = (id) => document.getElementById(id);
  const NEEDS = ["walking", "wheelchair", "stretcher"];
  const GRAVE = { detained: "detained", missing: "missing", death: "died" }; // asked back each time, offline too
  let db, device, offset = 0, sending = false, view = null;

  // --- the phone's own store ------------------------------------------------------------------------------------

  function opened() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("checkin", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("facts", { keyPath: "counter" });
        asked.result.createObjectStore("about");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // Runs `work` in one transaction; resolves with what it returns once that is on disk.
  function transaction(mode, work) {
    return new Promise((resolve, reject) => {
      const made = db.transaction(["facts", "about"], mode, { durability: "strict" });
      let result;
      made.oncomplete = () => resolve(result);
      made.onerror = made.onabort = () => reject(made.error);
      work(made.objectStore("facts"), made.objectStore("about"), (value) => { result = value; });
    });
  }

  const all = () => transaction("readonly", (facts, _, give) => {
    facts.getAll().onsuccess = (event) => give(event.target.result);
  });

  const told = (key) => transaction("readonly", (_, about, give) => {
    about.get(key).onsuccess = (event) => give(event.target.result);
  });

  // The phone's name is made once; the count is taken in the same transaction that keeps the fact.
  async function named() {
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0"));
    return transaction("readwrite", (_, about, give) => {
      about.get("device").onsuccess = (event) => {
        const name = event.target.result || "phone-" + bytes.join("");
        about.put(name, "device");
        give(name);
      };
    });
  }

  const keep = (body, at) => transaction("readwrite", (facts, about, give) => {
    about.get("next").onsuccess = (event) => {
      const counter = event.target.result || 0;
      const fact = { device, counter, at: at.toISOString(), body, token: page.token, scope: page.scope, state: "unsent" };
      about.put(counter + 1, "next");
      facts.add(fact);
      give(fact);
    };
  });

  const settle = (answers) => transaction("readwrite", (facts) => {
    for (const answer of answers) {
      facts.get(answer.counter).onsuccess = (event) => {
        const fact = event.target.result;
        if (!fact) return;
        const state = { written: "written", refused: "refused", held: "unsent" }[answer.outcome];
        facts.put({ ...fact, state, line: answer.line, detail: answer.detail, next: answer.next_step });
      };
    }
    facts.getAll().onsuccess = (event) => {
      const done = event.target.result.filter((fact) => fact.state === "written");
      for (const fact of done.slice(0, -SHOWN)) facts.delete(fact.counter);
    };
  });

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
    return transaction("readwrite", (_, about) => about.put(offset, "offset " + page.scope));
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

  const hhmm = (at) => new Date(at).toISOString().slice(11, 16) + "Z";

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
      await settle(answer.body);
      const held = answer.body.find((one) => one.outcome === "held");
      return held ? `${held.detail}. Next: ${held.next_step}` : "";
    }
    if (answer.status === 422 && facts.length === 1) { // one that cannot be read: it would never go
      const { detail, next_step } = answer.body;
      await settle([{ counter: facts[0].counter, outcome: "refused", detail, next_step }]);
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
      const unsent = (await all()).filter((fact) => fact.state === "unsent");
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
    if (reached && !trouble && (await all()).some((fact) => fact.state === "unsent")) send(); // tapped meanwhile
  }

  // Reads the day; returns what is wrong with the link.
  async function look() {
    const answer = await asked(`/checkin/${page.token}/now`, {});
    if (!answer.ok) return `${answer.body.detail}. Next: ${answer.body.next_step}`;
    view = answer.body;
    await transaction("readwrite", (_, about) => about.put(view, "view " + page.scope));
    const behind = Date.parse(view.now) > dayNow(); // in an exercise others may have entered what happened later
    if (page.mode === "order" || !look.done || behind) await setClock(view.now);
    look.done = true;
    return view.over
      ? `This link held until ${hhmm(view.until)}; only a stop is still taken. Next: ask the dispatcher for a new link and open it on this phone`
      : "";
  }

  // --- what is shown ----------------------------------------------------------------------------------------------

  const plain = (n) => NEEDS.filter((need) => n && n[need]).map((need) => `${n[need]} ${need}`).join(", ");
  const seats = (n) => plain(n).replace("walking", "seated");
  const few = (n) => String(NEEDS.reduce((sum, need) => sum + n[need], 0));

  function words(fact) {
    const b = fact.body;
    const about = [b.vehicle, b.point, b.site, b.reason !== "not known" && b.reason].filter(Boolean).join(", ");
    const where = b.convoy ? `, convoy ${b.convoy}` : b.kind === "suspended" ? ", the whole day" : "";
    const kind = { suspended: "STOP", death: "died", "passed point": b.standing ? "standing at" : "passed" }[b.kind] || b.kind;
    return [kind, plain(b.persons), about && (b.point ? about : `(${about})`)].filter(Boolean).join(" ") + where;
  }

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
      done.onclick = () => transaction("readwrite", (facts) => facts.delete(fact.counter)).then(() => show());
      item.append(done);
    }
    return item;
  }

  async function show(reached, trouble) {
    const facts = await all();
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

  // Places left in a vehicle after what is still on this phone.
  function placesLeft(convoy, vehicle, unsent) {
    const left = { ...vehicle.left };
    for (const { body: b } of unsent) {
      const sign = { boarded: -1, declined: 1 }[b.kind];
      if (sign && b.convoy === convoy.id && b.vehicle === vehicle.id) NEEDS.forEach((need) => { left[need] += sign * b.persons[need]; });
    }
    return left;
  }

  // Why a count should be looked at once more before it is kept; empty when it fits what is known here.
  function doubted(body, unsent, at) {
    const grave = GRAVE[body.kind];
    const convoy = view && view.convoys.find((one) => one.id === body.convoy);
    if (grave) {
      const aboard = convoy ? Number(few(convoy.aboard)) : null;
      const more = aboard !== null && Number(few(body.persons)) > aboard ? ` Only ${aboard} are known to be aboard.` : "";
      return `${plain(body.persons)} ${grave}, ${convoy ? `convoy ${convoy.id}` : body.site || `convoy ${body.convoy}`}.${more} Count once more.`;
    }
    if (!convoy) return "";
    if (body.kind === "boarded") {
      const vehicle = convoy.vehicles.find((one) => one.id === body.vehicle);
      const left = vehicle && placesLeft(convoy, vehicle, unsent);
      if (left && NEEDS.some((need) => body.persons[need] > Math.max(0, left[need]))) {
        return `${body.vehicle} has only ${seats(left) || "no place"} free. Hold the others here for the next vehicle or convoy.`;
      }
    }
    if (body.kind === "departed") {
      const sum = (kind) => unsent.filter((one) => one.body.kind === kind && one.body.convoy === convoy.id && one.body.vehicle)
        .reduce((total, one) => total + Number(few(one.body.persons)), 0);
      const known = Number(few(convoy.aboard)) + sum("boarded") - sum("declined");
      if (known !== Number(few(body.persons))) return `${known} are known to have boarded, you count ${few(body.persons)}. Count again.`;
    }
    if (body.kind === "arrived") {
      const mine = unsent.find((one) => one.body.kind === "departed" && one.body.convoy === convoy.id);
      const left = convoy.departed_at || (mine && mine.at);
      const way = Date.parse(convoy.arrive) - Date.parse(convoy.depart);
      if (left && at - Date.parse(left) < way / 2) {
        return `It left ${hhmm(left)}, the way takes ${Math.round(way / 60000)} min by plan, and this says arrived ${hhmm(at)}. Set the time above if it was later.`;
      }
    }
    return "";
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
    const doubt = doubted(body, (await all()).filter((one) => one.state === "unsent"), at);
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
      fact = await keep(body, at);
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
      db = await opened();
      device = await named();
    } catch (_) { // no store on this phone: the plain forms work while there is a connection
      return;
    }
    const held = await told("offset " + page.scope);
    offset = held === undefined ? Date.parse(page.dayNow) - Date.now() : held;
    view = (await told("view " + page.scope)) || null; // as the board was when it was last reached
    steppers();
    byId("when").hidden = false; // only a script can give one field to all forms
    for (const form of document.forms) form.addEventListener("submit", tapped);
    byId("send-now").onclick = send;
    byId("look-again").onclick = () => location.reload();
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    setInterval(async () => {
      if ((await all()).some((fact) => fact.state === "unsent")) send();
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
