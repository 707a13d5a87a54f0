// One map on the page: made with our worker, our style and no control of its own that asks anybody anything.
import { Map as LibreMap, ScaleControl, setWorkerUrl, type LngLatBoundsLike } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { onGround } from "../tokens";
import type { Box, MapData } from "./data";
import { cutLegs, stateNow } from "./data";
import { endPicture, markPicture } from "./marks";
import { roadMarks, styleOf } from "./style";

setWorkerUrl(worker);

/** A box as the map wants it. */
export const asBounds = ([west, south, east, north]: Box): LngLatBoundsLike => [
  [west, south],
  [east, north],
];

function pictures(map: LibreMap, data: MapData): void {
  for (const [state, mark] of Object.entries(data.states)) put(map, `state-${state}`, markPicture(mark));
  put(map, "site", endPicture("site"));
  put(map, "reception", endPicture("reception"));
}

function put(map: LibreMap, name: string, picture: ImageData): void {
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, picture);
}

/** Show the states of now: colours by feature-state, marks anew. */
export function showStates(map: LibreMap, data: MapData): void {
  const cut = cutLegs(data);
  for (const road of data.roads) {
    const broken = road.legs.length > 0 && road.legs.every((leg) => cut.has(leg));
    map.setFeatureState({ source: "roads", id: road.id }, { state: stateNow(road, data.day), broken });
  }
  const marks = map.getSource("marks");
  if (marks && "setData" in marks) (marks as unknown as { setData(d: unknown): void }).setData(roadMarks(data));
}

/** Put features into one of the map's own sources. */
export function fill(map: LibreMap, source: string, features: GeoJSON.Feature[]): void {
  const found = map.getSource(source) as unknown as { setData(data: unknown): void } | undefined;
  found?.setData({ type: "FeatureCollection", features });
}

/** A map in a box of the page; throws where there is no WebGL. `drawn` runs after each change of style. */
export function makeMap(box: HTMLElement, current: () => MapData, drawn: () => void): { map: LibreMap; end: () => void } {
  const data = current();
  const map = new LibreMap({
    container: box,
    style: styleOf(data),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    cooperativeGestures: window.matchMedia("(pointer: coarse)").matches,
    ...(data.bounds ? { bounds: asBounds(data.bounds), fitBoundsOptions: { padding: 24 } } : {}),
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  map.on("style.load", () => {
    pictures(map, current());
    showStates(map, current());
    drawn();
  });
  const stop = onGround(() => map.setStyle(styleOf(current()), { diff: false }));
  return {
    map,
    end: () => {
      stop();
      map.remove();
    },
  };
}
