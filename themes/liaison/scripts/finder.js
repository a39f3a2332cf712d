import { Finder } from "./finder/finder-field.js";
import { WORDS } from "./finder/words.js";

/** Starts the finder in an element, `isWhole` with all its files: `site.js` calls this when it is wanted. */
export async function start(root, isWhole) {
  const { speaker } = root.dataset;
  if (speaker) (await import(speaker)).speak(WORDS, root);
  new Finder(root, isWhole);
}
