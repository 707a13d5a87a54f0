// The phone's own store: facts under the count of this phone, and what the page was last told about the day.
"use strict";
const store = (() => {
  const SHOWN = 12; // facts written down that stay in the list
  const page = document.body.dataset;
  let db, device;

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

  const note = (key, value) => transaction("readwrite", (_, about) => about.put(value, key));

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

  const forget = (counter) => transaction("readwrite", (facts) => facts.delete(counter));

  // Rejects where this phone has no store.
  async function begin() {
    db = await opened();
    device = await named();
  }

  return { begin, all, told, note, keep, settle, forget };
})();
