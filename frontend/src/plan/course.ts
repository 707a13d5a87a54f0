// Where the convoys of a plan are at a minute, and how many people wait, ride and are out. Minutes since the opening.
import type { Position } from "../map/data";

export interface Convoy {
  number: number;
  persons: number;
  vehicles: string[];
  loads: number;
  /** departs, reaches the checkpoint, is screened from, until, arrives */
  times: [number, number, number, number, number];
}

export interface Played {
  opens: string;
  zones: { zone: string; name: string }[];
  minutes: number;
  closes: number;
  latest: number | null;
  people: number;
  near: number;
  line: Position[];
  convoys: Convoy[];
  returns: { vehicle: string; depart: number; arrive: number }[];
}

export interface Seen {
  convoy: Convoy;
  doing: "not begun" | "boarding" | "on the way" | "at the checkpoint" | "arrived";
  share: number;
}

const along = (at: number, from: number, to: number): number => (to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 1);

/** What a convoy does at a minute, and the share of the road that lies behind it. */
export function seenAt(convoy: Convoy, near: number, at: number): Seen {
  const [depart, reach, , until, arrive] = convoy.times;
  if (at < convoy.loads) return { convoy, doing: "not begun", share: 0 };
  if (at < depart) return { convoy, doing: "boarding", share: 0 };
  if (at < reach) return { convoy, doing: "on the way", share: near * along(at, depart, reach) };
  if (at < until) return { convoy, doing: "at the checkpoint", share: near };
  if (at < arrive) return { convoy, doing: "on the way", share: near + (1 - near) * along(at, until, arrive) };
  return { convoy, doing: "arrived", share: 1 };
}

/** The people of a plan at a minute: waiting, on the road, out; they add up to those asked for. */
export function peopleAt(plan: Played, at: number): { waiting: number; riding: number; out: number } {
  const out = plan.convoys.filter((one) => at >= one.times[4]).reduce((sum, one) => sum + one.persons, 0);
  const gone = plan.convoys.filter((one) => at >= one.times[0]).reduce((sum, one) => sum + one.persons, 0);
  return { waiting: plan.people - gone, riding: gone - out, out };
}

/** The point at a share of a line, by its length. */
export function pointAt(line: Position[], share: number): Position {
  const squeeze = Math.cos(((line[0]?.[1] ?? 0) * Math.PI) / 180);
  const steps = line.slice(1).map((b, n) => {
    const a = line[n] ?? b;
    return { a, b, long: Math.hypot((b[0] - a[0]) * squeeze, b[1] - a[1]) };
  });
  let left = share * steps.reduce((sum, one) => sum + one.long, 0);
  for (const { a, b, long } of steps) {
    if (left <= long && long > 0) return [a[0] + ((b[0] - a[0]) * left) / long, a[1] + ((b[1] - a[1]) * left) / long];
    left -= long;
  }
  return line[line.length - 1] ?? [0, 0];
}

/** A minute on a clock: 07:30Z, or 10:30 in a zone. */
export function clock(opens: string, minute: number, zone = "UTC"): string {
  const at = new Date(Date.parse(opens) + minute * 60000);
  const words = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
  return zone === "UTC" ? `${words}Z` : words;
}
