import { Finder } from "./finder/finder-field.js";

/** Starts the finder in an element, `isWhole` with all its files: `site.js` calls this when it is wanted. */
export function start(root, isWhole) {
  new Finder(root, isWhole);
}
