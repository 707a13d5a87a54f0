// What /situation/map.json holds.

export type Position = [number, number];
export type Box = [number, number, number, number];

export interface Ref {
  label: string;
  href: string;
  title: string;
}

export interface Fact {
  state: string;
  since: string;
  age: string;
  refs: Ref[];
  disputed: Ref[];
}

export interface Road {
  id: string;
  name: string;
  kind: string;
  line: Position[];
  now: Fact;
  before: Fact[];
  leg: boolean;
  legs: string[];
  leans: boolean;
  loud: boolean;
}

export interface Mark {
  shape: string;
  word: string;
  colour: string;
}

export interface DayOfRoads {
  name: string;
  status: string;
  exercise: boolean;
  at: string;
  version: number;
  may_report: boolean;
  roads: { id: string; state: string; confirmed: boolean; at: string }[];
}

export interface MapData {
  as_of: string;
  notice: string;
  source: string;
  bounds: Box | null;
  near: Box | null;
  states: Record<string, Mark>;
  roads: Road[];
  waters: { name: string; line: Position[] }[];
  places: { kind: "site" | "reception" | "place"; name: string; at: Position }[];
  day: DayOfRoads | null;
}

/** The state of a road now: what the day reports of it, else what the situation holds. */
export function stateNow(road: Road, day: DayOfRoads | null): string {
  return day?.roads.find((one) => one.id === road.id)?.state ?? road.now.state;
}

const SHUT = ["closed", "foot only", "boat or pontoon"];

/** Routes of the study that a report of the day cuts: by the ids of their legs. */
export function cutLegs(data: MapData): Set<string> {
  const shut = new Set(data.day?.roads.filter((one) => one.confirmed && SHUT.includes(one.state)).map((one) => one.id));
  return new Set(data.roads.filter((road) => shut.has(road.id)).flatMap((road) => road.legs));
}

/** The point half way along a line, by its length in degrees. */
export function middle(line: Position[]): Position {
  const steps = line.slice(1).map((b, n) => {
    const a = line[n] ?? b;
    return { a, b, long: Math.hypot(b[0] - a[0], b[1] - a[1]) };
  });
  let half = steps.reduce((sum, one) => sum + one.long, 0) / 2;
  for (const { a, b, long } of steps) {
    if (half <= long && long > 0) return [a[0] + ((b[0] - a[0]) * half) / long, a[1] + ((b[1] - a[1]) * half) / long];
    half -= long;
  }
  return line[0] ?? [0, 0];
}
