/** Where each key leads: across, down and, for the end of a row, how narrow the way there is. */
const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, 0, 8],
  End: [1, 0, 8],
};

/** Moves between the areas of a map with the arrow keys; Tab then passes the whole map in one step. */
export function start(root) {
  const links = root.querySelectorAll("a");

  const enter = (chosen) => {
    for (const link of links) link.tabIndex = link === chosen ? 0 : -1;
  };

  // A shape lies where its letters stand.
  const place = (link) => (link.querySelector("text") ?? link).getBoundingClientRect();

  root.addEventListener("focusin", (event) => enter(event.target));
  root.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [right, down, narrow = 1] = way;
    const from = place(event.target);
    let best = 1e9;
    let next;
    for (const link of links) {
      const x = place(link).x - from.x;
      const y = place(link).y - from.y;
      const along = x * right + y * down;
      const aside = narrow * Math.abs(x * down + y * right);
      const far = narrow > 1 ? -along : along + 2 * aside;
      if (along > 0 && aside <= along && far < best) {
        best = far;
        next = link;
      }
    }
    next?.focus();
  });
  enter(root.querySelector(":focus") ?? links[0]);
  // Where nothing can hover there are rarely keys.
  if (matchMedia("(any-hover: hover)").matches) root.lastElementChild.textContent = root.dataset.hint;
}
