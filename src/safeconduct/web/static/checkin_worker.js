// Keeps the check-in page on the phone, so that it opens without a connection. It answers for /checkin/ only.
"use strict";
const CACHE = "checkin-@VERSION@";
const KEPT = ["/checkin/page.js", "/checkin/look.css", "/icon.svg"];
const PATIENCE = 4000; // ms: a bad link must not keep somebody waiting for a page the phone already has

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

// Pages of links move from an older copy into the new one; its script and look do not.
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    for (const name of await caches.keys()) {
      if (name === CACHE || !name.startsWith("checkin-")) continue;
      const older = await caches.open(name);
      for (const request of await older.keys()) {
        if (KEPT.includes(new URL(request.url).pathname)) continue;
        await cache.put(request, await older.match(request));
      }
      await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (KEPT.includes(url.pathname)) event.respondWith(kept(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
});

async function kept(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) || fetch(request);
}

// The page of a link as the service has it now; else the copy, also when the service does not know the link any more,
// because the copy alone shows what is unsent.
async function page(request, url) {
  const cache = await caches.open(CACHE);
  const path = url.origin + url.pathname;
  const copy = await cache.match(path);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(path, answer.clone());
    return answer;
  });
  if (!copy) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer && answer.ok ? answer : copy;
}
