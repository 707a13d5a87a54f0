// What the check-in page says of facts and counts; nothing here is kept or sent.
"use strict";
const say = (() => {
  const NEEDS = ["walking", "wheelchair", "stretcher"];
  const GRAVE = { detained: "detained", missing: "missing", death: "died" }; // asked back each time, offline too

  const hhmm = (at) => new Date(at).toISOString().slice(11, 16) + "Z";

  const plain = (n) => NEEDS.filter((need) => n && n[need]).map((need) => `${n[need]} ${need}`).join(", ");
  const seats = (n) => plain(n).replace("walking", "seated");
  const few = (n) => String(NEEDS.reduce((sum, need) => sum + n[need], 0));

  function words(fact) {
    const b = fact.body;
    const about = [b.vehicle, b.point, b.site, b.reason !== "not known" && b.reason].filter(Boolean).join(", ");
    const where = b.convoy ? `, convoy ${b.convoy}` : b.kind === "suspended" ? ", the whole day" : "";
    const kind = { suspended: "STOP", death: "died", "passed point": b.standing ? "standing at" : "passed" }[b.kind] || b.kind;
    return [kind, plain(b.persons), about && (b.point ? about : `(${about})`)].filter(Boolean).join(" ") + where;
  }

  // Places left in a vehicle after what is still on this phone.
  function placesLeft(convoy, vehicle, unsent) {
    const left = { ...vehicle.left };
    for (const { body: b } of unsent) {
      const sign = { boarded: -1, declined: 1 }[b.kind];
      if (sign && b.convoy === convoy.id && b.vehicle === vehicle.id) NEEDS.forEach((need) => { left[need] += sign * b.persons[need]; });
    }
    return left;
  }

  // Why a count should be looked at once more before it is kept; empty when it fits what is known here.
  function doubted(body, unsent, at, view) {
    const grave = GRAVE[body.kind];
    const convoy = view && view.convoys.find((one) => one.id === body.convoy);
    if (grave) {
      const aboard = convoy ? Number(few(convoy.aboard)) : null;
      const more = aboard !== null && Number(few(body.persons)) > aboard ? ` Only ${aboard} are known to be aboard.` : "";
      return `${plain(body.persons)} ${grave}, ${convoy ? `convoy ${convoy.id}` : body.site || `convoy ${body.convoy}`}.${more} Count once more.`;
    }
    if (!convoy) return "";
    if (body.kind === "boarded") {
      const vehicle = convoy.vehicles.find((one) => one.id === body.vehicle);
      const left = vehicle && placesLeft(convoy, vehicle, unsent);
      if (left && NEEDS.some((need) => body.persons[need] > Math.max(0, left[need]))) {
        return `${body.vehicle} has only ${seats(left) || "no place"} free. Hold the others here for the next vehicle or convoy.`;
      }
    }
    if (body.kind === "departed") {
      const sum = (kind) => unsent.filter((one) => one.body.kind === kind && one.body.convoy === convoy.id && one.body.vehicle)
        .reduce((total, one) => total + Number(few(one.body.persons)), 0);
      const known = Number(few(convoy.aboard)) + sum("boarded") - sum("declined");
      if (known !== Number(few(body.persons))) return `${known} are known to have boarded, you count ${few(body.persons)}. Count again.`;
    }
    if (body.kind === "arrived") {
      const mine = unsent.find((one) => one.body.kind === "departed" && one.body.convoy === convoy.id);
      const left = convoy.departed_at || (mine && mine.at);
      const way = Date.parse(convoy.arrive) - Date.parse(convoy.depart);
      if (left && at - Date.parse(left) < way / 2) {
        return `It left ${hhmm(left)}, the way takes ${Math.round(way / 60000)} min by plan, and this says arrived ${hhmm(at)}. Set the time above if it was later.`;
      }
    }
    return "";
  }

  return { NEEDS, hhmm, plain, seats, few, words, placesLeft, doubted };
})();
