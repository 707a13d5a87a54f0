// Keeps the check-in page on the phone, so that it opens without a connection. It answers for /checkin/ only.
"use strict";
const CACHE = "checkin-@VERSION@";
const KEPT = ["/checkin/page.js?v=@VERSION@", "/checkin/look.css?v=@VERSION@", "/icon.svg"];
const FILES = ["/checkin/page.js", "/checkin/look.css", "/icon.svg"]; // of any version
const PATIENCE = 4000; // ms: a bad link must not keep somebody waiting for a page the phone already has

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

// A page works with the script and the look it was made with, so an older copy stays, whole, as long as it holds a page
// that was not fetched anew since.
self.addEventListener("activate", (event) => {
  event.waitUntil(tidied().then(() => self.clients.claim()));
});

async function tidied() {
  for (const name of await caches.keys()) {
    if (name === CACHE || !name.startsWith("checkin-")) continue;
    const paths = (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
    if (paths.every((path) => FILES.includes(path))) await caches.delete(name);
  }
}

// Keep a page as it now is, in this copy only. One that was made for another version waits for that one's worker: until
// then the copy that is here goes with the script that is here.
async function put(path, answer) {
  const text = await answer.clone().text();
  if (!text.includes('data-version="@VERSION@"')) return;
  await (await caches.open(CACHE)).put(path, answer);
  for (const name of await caches.keys()) {
    if (name !== CACHE && name.startsWith("checkin-")) await (await caches.open(name)).delete(path);
  }
  await tidied();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (FILES.includes(url.pathname)) event.respondWith(kept(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
});

async function kept(request) {
  return (await caches.match(request)) || fetch(request);
}

// The page of a link as the service has it now; else the copy, also when the service does not know the link any more,
// because the copy alone shows what is unsent.
async function page(request, url) {
  const path = url.origin + url.pathname;
  const copy = await caches.match(path);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await put(path, answer.clone()).catch(() => {});
    return answer;
  });
  if (!copy) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer && answer.ok ? answer : copy;
}
