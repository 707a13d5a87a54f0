// Which roads an area touches: a road's line has a point inside, or crosses its edge.
import type { Position, Road } from "./data";

function inside([x, y]: Position, area: Position[]): boolean {
  let odd = false;
  area.forEach(([ax, ay], n) => {
    const [bx, by] = area[(n + 1) % area.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  });
  return odd;
}

function side(a: Position, b: Position, p: Position): number {
  return Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** The roads that lie in an area of at least three corners, or cross into it. */
export function roadsIn(area: Position[], roads: Road[]): Road[] {
  if (area.length < 3) return [];
  const edges = area.map((a, n): [Position, Position] => [a, area[(n + 1) % area.length] ?? a]);
  return roads.filter(
    ({ line }) =>
      line.some((point) => inside(point, area)) ||
      line.slice(1).some((b, n) => edges.some(([c, d]) => cross(line[n] ?? b, b, c, d))),
  );
}
