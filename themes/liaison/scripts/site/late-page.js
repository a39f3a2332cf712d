/**
 * Says at the top of a page that it should have been renewed: on the day it was given, some fact of the site changes by
 * itself, and nobody has made the site again since. Without it the page still says when each fact was checked.
 *
 * The day itself is still fine, for the site is made again in its course: the schedule runs in the night, and late when
 * the host is busy. The day ends with Britain's, or in summer an hour later, wherever the visitor is: both count in UTC.
 */
export function sayIfLate(main) {
  const { renew, late, way } = main.dataset;
  if (!(Date.now() - Date.parse(renew + " UTC") >= 864e5)) return;
  // The strip has the address of all ways to report, and its line is a paragraph with one link, as this is.
  const notice = document.querySelector(".emergency-strip__silent").cloneNode(true);
  const link = notice.firstChild;
  link.hash = "";
  link.textContent = way ?? "another way to report";
  notice.className = "warnings";
  notice.prepend(late ? late + " " : `This page should have been renewed on ${renew}. Officers and numbers may have changed since. You can still call 999 or 101, or use `);
  notice.append(".");
  main.prepend(notice);
}
