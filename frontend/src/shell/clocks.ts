// The clocks of the page go on: UTC and each party's own, to the minute. Without this they show when the page was drawn.
function showTime(): void {
  const now = new Date();
  for (const one of document.querySelectorAll<HTMLElement>(".clocks li[data-zone]")) {
    const zone = one.dataset["zone"] ?? "UTC";
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(now);
    const shown = one.querySelector("b");
    const words = zone === "UTC" ? `${time}Z` : time;
    if (shown && shown.textContent !== words) shown.textContent = words;
  }
}

document.querySelector(".clocks")?.setAttribute("aria-label", "Clocks");
showTime();
window.setInterval(showTime, 1000);
