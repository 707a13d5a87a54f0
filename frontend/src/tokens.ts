// The palette as the service's style sheet has it: one list of colours for pages, drawings and documents.

/** The colour of a name of the palette on the ground that is now shown. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";
}

/** Calls back whenever the ground changes between light and dark. */
export function onGround(changed: () => void): () => void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}
