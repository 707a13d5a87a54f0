// The number of work in the background, as it gets better; the page is drawn anew when the work is over.
import { ask } from "../ask";

interface Job {
  id: string;
  state: string;
  kind: string;
  value: number | null;
  bound: number | null;
  gap: number | null;
  unit: string;
  seconds: number;
}

const PACE = 1000; // ms

/** The number in the words of the page. */
function words(job: Job): string {
  if (job.value === null || job.bound === null) return "no number yet";
  const count = (n: number): string => n.toLocaleString("en-GB");
  const gap = job.unit.startsWith("persons") && job.gap !== null ? ` · gap ${(100 * job.gap).toFixed(1)} %` : "";
  return `${count(job.value)} of at most ${count(job.bound)} ${job.unit}${gap} · ${job.seconds.toFixed(0)} s`;
}

/** Follows the work a card shows, until it is over. */
export function follow(card: HTMLElement): void {
  const bar = document.createElement("progress");
  const said = document.createElement("b");
  const line = card.querySelector<HTMLElement>(".measure") ?? card.appendChild(document.createElement("p"));
  line.replaceChildren(bar, " ", said);
  async function look(): Promise<void> {
    try {
      const job = await ask<Job>("/api/jobs/latest");
      if (job.id !== card.dataset["working"] || !["running", "stopping"].includes(job.state)) {
        window.location.reload();
        return;
      }
      bar.max = Math.max(1, job.bound ?? 1);
      bar.value = job.value ?? 0;
      bar.setAttribute("aria-label", job.unit || "work");
      said.textContent = words(job);
    } catch {
      said.textContent = "the service does not answer; asked again each second";
    }
    window.setTimeout(() => void look(), PACE);
  }
  void look();
}
