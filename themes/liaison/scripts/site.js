import { LeaveLink } from "../components/emergency-strip/emergency-strip.js";

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
      for (const words of root.querySelectorAll("[data-failed]")) words.hidden = false;
      throw error;
    }
  };
  for (const use of ["focusin", "pointerdown", "input"]) root.addEventListener(use, load);
}

// Each in a task of its own: a component that fails takes no other with it.
for (const link of document.querySelectorAll(".emergency-strip__leave")) setTimeout(() => new LeaveLink(link));
for (const root of document.querySelectorAll("[data-script]")) setTimeout(startWhenUsed, 0, root);
