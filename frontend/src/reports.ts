// Claims by keyboard: next, previous, confirm or reject with a reason; the claim under the hand is lit in its text.
import { mount, unmount } from "svelte";
import Decide from "./reports/Decide.svelte";
import Keys from "./reports/Keys.svelte";

const role = document.body.dataset["role"] ?? "";
const claims = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("ul.claims > li[id^=about-]")];
const idOf = (claim: HTMLElement): string => claim.id.replace(/^about-/, "");

let current: HTMLElement | null = null;
let asking: Record<string, unknown> | null = null;

function light(claim: HTMLElement, on: boolean): void {
  document.getElementById(`claim-${idOf(claim)}`)?.classList.toggle("lit", on);
}

function stopAsking(): void {
  if (asking) void unmount(asking);
  asking = null;
}

function choose(claim: HTMLElement | undefined, move = true): void {
  if (!claim) return;
  stopAsking();
  if (current) {
    current.classList.remove("current");
    light(current, false);
  }
  current = claim;
  claim.classList.add("current");
  light(claim, true);
  if (!move) return;
  const text = document.getElementById(`claim-${idOf(claim)}`);
  (text?.offsetParent ? text : claim).scrollIntoView({ block: "center" });
  claim.scrollIntoView({ block: "nearest" });
}

function step(by: number, only = ""): void {
  const all = claims();
  const at = current ? all.indexOf(current) : by > 0 ? -1 : all.length;
  for (let n = at + by; n >= 0 && n < all.length; n += by) {
    const claim = all[n];
    if (claim && (!only || claim.matches(only))) return choose(claim);
  }
}

function decide(verdict: "confirm" | "reject"): void {
  if (role !== "confirmer" || !current) return;
  const claim = current;
  stopAsking();
  asking = mount(Decide, {
    target: claim,
    props: {
      claim: idOf(claim),
      verdict,
      cancel: stopAsking,
      done: () => {
        stopAsking();
        void renew(claim).then(() => step(1));
      },
    },
  });
}

async function renew(claim: HTMLElement): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(claim.id);
  if (fresh) {
    claim.replaceChildren(...[...fresh.childNodes].map((one) => document.importNode(one, true)));
    claim.toggleAttribute("data-undecided", fresh.hasAttribute("data-undecided"));
  }
  const head = page.querySelector(".head");
  if (head) document.querySelector(".head")?.replaceWith(document.importNode(head, true));
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const within = event.target as HTMLElement;
  if (event.key === "Escape") return stopAsking();
  if (within.matches("input, textarea, select")) return;
  const acts: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    n: () => step(1, "[data-undecided]"),
    c: () => decide("confirm"),
    r: () => decide("reject"),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

for (const claim of claims()) {
  claim.addEventListener("mouseenter", () => light(claim, true));
  claim.addEventListener("mouseleave", () => claim !== current && light(claim, false));
  claim.addEventListener("click", () => claim !== current && choose(claim, false));
}
/** The claim an address points at is the one under the hand: j and k go on from there. */
function fromAddress(): void {
  const id = decodeURIComponent(location.hash).replace(/^#(claim|about)-/, "");
  choose(claims().find((one) => idOf(one) === id), false);
}
fromAddress();
window.addEventListener("hashchange", fromAddress);
document.addEventListener("keydown", onKey);
const head = document.querySelector(".head");
if (head && claims().length) {
  const target = document.createElement("div");
  head.after(target);
  mount(Keys, { target, props: { confirmer: role === "confirmer" } });
}
