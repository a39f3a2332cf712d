// Prepare for a walk with the Tab key: list every part it should stop at, and from now on note at each press where it
// stands. (When a key goes down the page still shows the stop before: marked, and scrolled to where it can be seen.)
(describe, visible) => {
  const wanted = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable], [tabindex]";
  const mayStop = (part) => part.tabIndex >= 0 && !part.disabled && part.type !== "hidden" &&
    part.checkVisibility({ visibilityProperty: true }) && !part.closest("[inert]");
  const isCovered = (part) => {
    const box = part.getClientRects()[0];
    if (!box || !box.width || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return true;
    const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
    const top = document.elementFromPoint(within(box.x + box.width / 2, innerWidth), within(box.y + box.height / 2, innerHeight));
    return !top || !(part.contains(top) || top.contains(part));
  };
  const edges = (part) => [...part.querySelectorAll("*")].map((shape) => {
    const { stroke, strokeWidth, outline, fill } = getComputedStyle(shape);
    return [stroke, strokeWidth, outline, fill];
  }).join();
  const stops = [...document.querySelectorAll(wanted)].filter(mayStop);
  const edgesBefore = new Map(stops.filter((part) => part.closest("svg")).map((part) => [part, edges(part)]));
  const isMarked = (part) => {
    const style = getComputedStyle(part);
    const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !/^rgba\(.*, 0\)$/.test(style.outlineColor);
    return isOutlined || style.boxShadow !== "none" ||
      (edgesBefore.has(part) && edgesBefore.get(part) !== edges(part)); // in a drawing, an edge of the shape may mark it
  };
  const left = new Set(stops);
  const walk = { first: null, ended: false, faults: [], missed: () => [...left].filter(mayStop).map((part) => describe(part)) };
  window.auditWalk = walk;
  let start = null;
  addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || walk.ended) return;
    const part = document.activeElement;
    const isNowhere = !part || part === document.body || part === document.documentElement;
    if (walk.first && (isNowhere || (part === start && !left.size))) walk.ended = true;
    if (isNowhere || walk.ended) return;
    left.delete(part);
    start ??= part;
    walk.first ??= describe(part, { isInMain: !!part.closest("main") });
    const fault = !isMarked(part) ? "unmarked" : isCovered(part) ? "covered" : "";
    if (fault) walk.faults.push(describe(part, { fault }));
  }, { capture: true });
  return { count: stops.length, jumping: stops.filter((part) => part.tabIndex > 0).map((part) => describe(part)) };
}
