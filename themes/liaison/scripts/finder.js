import { Finder } from "./finder/finder-field.js";

/** Starts the finder in an element: `site.js` calls this when somebody first turns to it. */
export function start(root) {
  new Finder(root);
}
