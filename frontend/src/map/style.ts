// The look of the map: quiet base, loud crossings. Everything is drawn from our own data; there is no tile and no glyph
// server (without `glyphs` MapLibre draws labels with the fonts of this machine).
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { colour } from "../tokens";
import { type MapData, middle, type Road, stateNow } from "./data";

type Features = { type: "FeatureCollection"; features: GeoJSON.Feature[] };

const collected = (features: GeoJSON.Feature[]): Features => ({ type: "FeatureCollection", features });

/** Roads as lines; their state now is set as feature-state, so that a report moves no geometry. */
export function roadLines(data: MapData): Features {
  return collected(
    data.roads.map((road) => ({
      type: "Feature",
      geometry: { type: "LineString", coordinates: road.line },
      properties: { id: road.id, state: road.now.state, leg: road.leg, foot: road.kind.startsWith("foot"), loud: road.loud },
    })),
  );
}

const apart = (a: Road, b: Road): number => {
  const [x, y] = middle(a.line);
  const [u, v] = middle(b.line);
  return Math.hypot((x - u) * Math.cos((y * Math.PI) / 180), y - v) * 111; // km
};

/** A foot crossing so near a bridge that their marks would cover one another: it joins the bridge's words. */
function besides(marked: Road[]): Map<string, Road> {
  const bridges = marked.filter((road) => road.kind.startsWith("bridge"));
  const found = new Map<string, Road>();
  for (const road of marked.filter((one) => one.kind.startsWith("foot"))) {
    const near = bridges.find((bridge) => apart(road, bridge) < 0.6);
    if (near) found.set(near.id, road);
  }
  return found;
}

/** A mark on each crossing and on each road that is not simply open. */
export function roadMarks(data: MapData): Features {
  const marked = data.roads.filter((road) => road.loud || stateNow(road, data.day) !== "open");
  const joined = besides(marked);
  const hidden = new Set([...joined.values()].map((road) => road.id));
  const word = (road: Road): string => data.states[stateNow(road, data.day)]?.word ?? stateNow(road, data.day);
  return collected(
    marked
      .filter((road) => !hidden.has(road.id))
      .map((road) => {
        const foot = joined.get(road.id);
        const told = data.day?.roads.find((one) => one.id === road.id);
        const said = told ? `${data.day?.exercise ? "exercise, " : ""}${told.at}` : road.now.refs.map((ref) => ref.label).join(" ");
        const words = `${word(road)}${said ? ` · ${said}` : ""}${foot ? `\non foot: ${word(foot)}` : ""}`;
        const state = stateNow(road, data.day);
        return {
          type: "Feature",
          geometry: { type: "Point", coordinates: middle(road.line) },
          properties: { id: road.id, state, label: road.name, words, order: road.kind.startsWith("bridge") ? 0 : 1 },
        };
      }),
  );
}

function lines(data: MapData): Features {
  return collected(
    data.waters.map((water) => ({
      type: "Feature",
      geometry: { type: "LineString", coordinates: water.line },
      properties: { name: water.name },
    })),
  );
}

function places(data: MapData): Features {
  return collected(
    data.places.map((place) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: place.at },
      properties: { kind: place.kind, name: place.name },
    })),
  );
}

/** A colour by the state of a road: the day's report first. */
function byState(data: MapData, open: string): ExpressionSpecification {
  const pairs = Object.entries(data.states).flatMap(([state, mark]) => [
    state,
    state === "open" ? colour(open) : colour(mark.colour),
  ]);
  const state: ExpressionSpecification = ["coalesce", ["feature-state", "state"], ["get", "state"]];
  return ["match", state, ...pairs, colour(open)] as unknown as ExpressionSpecification;
}

const FONT = { "text-font": ["Noto Sans"], "text-padding": 4 };

function ground(data: MapData): LayerSpecification[] {
  const width: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 8, 1.2, 14, 3];
  return [
    { id: "ground", type: "background", paint: { "background-color": colour("panel") } },
    {
      id: "water", type: "line", source: "waters", layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour("water"), "line-width": ["interpolate", ["linear"], ["zoom"], 8, 5, 13, 16] },
    },
    {
      id: "picked", type: "line", source: "roads", layout: { "line-cap": "round" },
      paint: {
        "line-color": colour("mark2"), "line-width": 16,
        "line-opacity": ["case", ["boolean", ["feature-state", "picked"], false], 1, 0],
      },
    },
    {
      id: "roads", type: "line", source: "roads", filter: ["all", ["!", ["get", "leg"]], ["!=", ["get", "state"], "unknown"]],
      layout: { "line-join": "round" }, paint: { "line-color": byState(data, "quiet"), "line-width": width },
    },
    {
      id: "unknown", type: "line", source: "roads", filter: ["all", ["!", ["get", "leg"]], ["==", ["get", "state"], "unknown"]],
      paint: { "line-color": byState(data, "quiet"), "line-width": 2.4, "line-dasharray": [2.2, 1.6] },
    },
    {
      id: "leg", type: "line", source: "roads", filter: ["get", "leg"], layout: { "line-join": "round" },
      paint: {
        "line-color": byState(data, "yes"), "line-width": ["interpolate", ["linear"], ["zoom"], 8, 4, 13, 7],
        "line-opacity": ["case", ["boolean", ["feature-state", "broken"], false], 0.3, 1],
      },
    },
    {
      id: "gap", type: "line", source: "roads", filter: ["all", ["get", "leg"], ["==", ["get", "state"], "unknown"]],
      paint: { "line-color": colour("paper"), "line-width": 4, "line-dasharray": [1, 1.4] },
    },
    { id: "touch", type: "line", source: "roads", paint: { "line-color": "#000000", "line-width": 18, "line-opacity": 0 } },
    { id: "area", type: "fill", source: "area", paint: { "fill-color": colour("no"), "fill-opacity": 0.14 } },
    { id: "area-edge", type: "line", source: "area", paint: { "line-color": colour("no"), "line-width": 2, "line-dasharray": [2, 1] } },
  ]; // prettier-ignore
}

function words(): LayerSpecification[] {
  const halo = { "text-halo-color": colour("paper"), "text-halo-width": 1.8 };
  return [
    {
      id: "water-names", type: "symbol", source: "waters",
      layout: { ...FONT, "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12 },
      paint: { "text-color": colour("waterword"), "text-halo-color": colour("panel"), "text-halo-width": 1.5 },
    },
    {
      id: "mark-names", type: "symbol", source: "marks",
      layout: {
        ...FONT, "symbol-sort-key": ["get", "order"], "text-size": 13, "text-justify": "auto",
        "text-variable-anchor": ["left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"],
        "text-radial-offset": 1.1, "text-max-width": 14,
        "text-field": ["format", ["get", "label"], { "font-scale": 1 }, "\n", {}, ["get", "words"], { "font-scale": 0.88 }],
      },
      paint: { "text-color": colour("ink"), ...halo },
    },
    {
      id: "towns", type: "symbol", source: "places", filter: ["==", ["get", "kind"], "place"],
      layout: { ...FONT, "text-field": ["concat", "· ", ["get", "name"]], "text-size": 12 },
      paint: { "text-color": colour("soft"), ...halo },
    },
    {
      id: "ends", type: "symbol", source: "places", filter: ["!=", ["get", "kind"], "place"],
      layout: {
        ...FONT, "icon-image": ["get", "kind"], "icon-size": 0.5, "icon-allow-overlap": true, "text-size": 15,
        "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 1, "text-justify": "auto",
        "text-optional": true, "text-field": ["get", "name"],
      },
      paint: { "text-color": colour("ink"), ...halo },
    },
    { // above all names: what is drawn last is given its room first, so that no name lies over a mark
      id: "marks", type: "symbol", source: "marks",
      layout: {
        "icon-image": ["concat", "state-", ["get", "state"]], "icon-size": ["interpolate", ["linear"], ["zoom"], 8.5, 0.34, 11, 0.5],
        "icon-allow-overlap": true, "symbol-sort-key": ["get", "order"],
      },
    },
    { id: "moving-ring", type: "circle", source: "moving", paint: { "circle-radius": 11, "circle-color": colour("paper"), "circle-stroke-width": 3, "circle-stroke-color": colour("ink") } },
    {
      id: "moving", type: "symbol", source: "moving",
      layout: { ...FONT, "text-field": ["get", "label"], "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": colour("ink") },
    },
  ]; // prettier-ignore
}

/** The whole style of a map on the ground that is now shown. */
export function styleOf(data: MapData): StyleSpecification {
  const empty = collected([]);
  return {
    version: 8,
    sources: {
      waters: { type: "geojson", data: lines(data) },
      roads: { type: "geojson", data: roadLines(data), promoteId: "id" },
      marks: { type: "geojson", data: roadMarks(data) },
      places: { type: "geojson", data: places(data) },
      area: { type: "geojson", data: empty },
      moving: { type: "geojson", data: empty },
    },
    layers: [...ground(data), ...words()],
  };
}
