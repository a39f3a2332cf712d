import { LeaveLink } from "../components/emergency-strip/emergency-strip.js";
import { sayIfLate } from "./site/late-page.js";

/** Loads a component when somebody first turns to it, so that nobody waits for what they do not use. */
function startWhenUsed(root) {
  const load = async () => {
    const { script } = root.dataset;
    if (!script) return;
    root.dataset.script = "";
    try {
      (await import(script)).start(root);
    } catch (error) {
      root.dataset.script = script;
      root.querySelector("[data-failed]")?.removeAttribute("hidden");
      throw error;
    }
  };
  for (const use of ["focusin", "pointerdown", "input"]) root.addEventListener(use, load);
}

// In tasks of their own, so that one that fails takes no other with it. The way out has to be there at once.
for (const root of document.querySelectorAll("[data-script]")) setTimeout(startWhenUsed, 0, root);
for (const root of document.querySelectorAll("[data-renew]")) setTimeout(sayIfLate, 0, root);
new LeaveLink(document.querySelector(".emergency-strip__leave"));
