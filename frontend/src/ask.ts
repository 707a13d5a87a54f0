// Asking the service: JSON in, JSON out; a refusal is an error that says what to do next.

/** A refusal in the service's own words. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

async function answered<T>(answer: Response): Promise<T> {
  const body: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const said = body as { detail?: unknown; title?: unknown; next_step?: unknown };
    throw new Refused(String(said.detail ?? said.title ?? answer.status), String(said.next_step ?? "load the page again"));
  }
  return body as T;
}

/** What is at an address of the service. */
export async function ask<T>(path: string): Promise<T> {
  return answered<T>(await fetch(path, { headers: { Accept: "application/json" } }));
}

interface Session {
  role: string;
  link: string;
  csrf: string;
}

/** Send something that changes something: with the session's token, and a key so that a repeat is no second one. */
export async function send<T>(path: string, body: unknown, key: string): Promise<T> {
  const { csrf } = await ask<Session>("/api/session");
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRF-Token": csrf,
    "Idempotency-Key": key,
  };
  return answered<T>(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** A key no other request has; pages on plain http have no randomUUID. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** A refusal, or a fault of the connection, in words for the page. */
export function inWords(fault: unknown): string {
  if (fault instanceof Refused) return `${fault.message}. Next: ${fault.next}`;
  return "The service did not answer. Nothing was sent; try again.";
}

/** Calls back when the day has a new line; lines that come together are told once. */
export function onLines(day: string, since: number, told: () => void): () => void {
  const lines = new EventSource(`/events?day=${encodeURIComponent(day)}&since=${since}`);
  let timer = 0;
  lines.addEventListener("line", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(told, 150);
  });
  return () => lines.close();
}
