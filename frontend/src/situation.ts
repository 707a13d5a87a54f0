// The map that moves, in the place of the drawn one. Where there is no WebGL the drawn one stays.
import { mount } from "svelte";
import { ask } from "./ask";
import type { MapData } from "./map/data";

async function begin(): Promise<void> {
  const place = document.getElementById("map");
  const source = place?.dataset["source"];
  if (!place || !source) return;
  const [data, { default: Situation }] = await Promise.all([ask<MapData>(source), import("./map/Situation.svelte")]);
  if (!data.bounds) return;
  const drawn = [...place.children];
  const target = document.createElement("div");
  place.append(target);
  const shown = (works: boolean): void => {
    for (const one of drawn) (one as HTMLElement).hidden = works;
    place.dataset["map"] = works ? "moves" : "drawn";
  };
  mount(Situation, { target, props: { first: data, source, shown } });
}

void begin();
