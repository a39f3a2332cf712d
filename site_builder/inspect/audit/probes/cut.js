// Parts whose words do not fit into them and are cut off.
(describe, visible) => [...document.querySelectorAll("body *")].filter((part) => {
  const style = getComputedStyle(part);
  const cuts = (way) => way === "hidden" || way === "clip";
  return visible(part) && part.clientHeight > 2 && part.innerText?.trim() && (
    (cuts(style.overflowY) && part.scrollHeight > part.clientHeight + 2) ||
    (cuts(style.overflowX) && part.scrollWidth > part.clientWidth + 2));
}).map((part) => describe(part))
