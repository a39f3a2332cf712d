import { LeaveLink } from "../components/emergency-strip/emergency-strip.js";
import { sayIfLate } from "./site/late-page.js";

/**
 * Loads a component when somebody first turns to it, so that nobody waits for what they do not use. One that is what its
 * page is for comes whole once the page is there, so that it works when the network goes; not where data is saved. Nobody is told that it failed before they turned to it.
 */
function startWhenUsed(root) {
  const isWhole = root.dataset.whole && !navigator.connection?.saveData;
  let isWanted, isUsed;
  const load = async ({ type }) => {
    isUsed ||= type !== "load";
    if (isWanted) return;
    isWanted = true;
    try {
      await (await import(root.dataset.script)).start(root, isWhole);
    } catch (error) {
      isWanted = false;
      for (const failed of root.querySelectorAll("[data-failed]")) failed.hidden = !isUsed;
      throw error;
    }
  };
  root.addEventListener("focusin", load);
  root.addEventListener("input", load);
  if (isWhole) addEventListener("load", load);
}

// Each by itself, so that one that fails takes no other with it, and before the page counts as loaded. The way out has to
// be there at once.
for (const root of document.querySelectorAll("[data-script]")) queueMicrotask(() => startWhenUsed(root));
for (const root of document.querySelectorAll("[data-renew]")) queueMicrotask(() => sayIfLate(root));
new LeaveLink(document.querySelector(".emergency-strip__leave"));
