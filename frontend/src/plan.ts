// Playback under each timetable: drawn when its answer is opened, because a page may hold many plans.
import { mount } from "svelte";
import { ask } from "./ask";
import type { MapData } from "./map/data";
import type { Played } from "./plan/course";
import { follow } from "./plan/work";

let map: Promise<MapData> | undefined;

async function begin(place: HTMLElement): Promise<void> {
  const source = place.dataset["playback"];
  if (!source || place.dataset["begun"]) return;
  place.dataset["begun"] = "yes";
  map ??= ask<MapData>("/situation/map.json");
  const [plan, data, { default: Playback }] = await Promise.all([
    ask<Played>(source),
    map,
    import("./plan/Playback.svelte"),
  ]);
  mount(Playback, { target: place, props: { plan, data } });
}

const seen = new IntersectionObserver((all) => {
  for (const one of all) if (one.isIntersecting) void begin(one.target as HTMLElement);
});
for (const place of document.querySelectorAll<HTMLElement>("[data-playback]")) seen.observe(place);

const card = document.querySelector<HTMLElement>("[data-working]");
if (card) follow(card);
