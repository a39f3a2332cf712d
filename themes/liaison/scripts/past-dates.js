/** Hides the dates that are past in each list of a section, and says so where none is left: `site.js` calls this. */
export function start(root) {
  for (const list of root.querySelectorAll("ul")) {
    const dates = [...list.children];
    for (const date of dates) date.hidden = Date.parse(date.dataset.ends) <= Date.now();
    list.hidden = dates.every((date) => date.hidden);
    list.nextElementSibling.hidden = !list.hidden;
  }
}
