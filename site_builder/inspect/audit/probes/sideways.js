// Parts and words that reach past the right edge. What scrolls in a frame of its own may, if the keyboard reaches it.
(describe, visible) => {
  const edge = document.documentElement.clientWidth + 1;
  const mayScroll = (part) => part.closest("[tabindex='0']") || getComputedStyle(part).position === "absolute";
  const wordsReach = (part) => [...part.childNodes].some((node) => {
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((box) => box.right > edge);
  });
  const reaching = [...document.querySelectorAll("body *")].filter((part) =>
    visible(part) && !mayScroll(part) && (part.getBoundingClientRect().right > edge || wordsReach(part)));
  const innermost = reaching.filter((part) => !reaching.some((other) => other !== part && part.contains(other)));
  if (!innermost.length && document.documentElement.scrollWidth > edge) innermost.push(document.body);
  return innermost.map((part) => describe(part));
}
