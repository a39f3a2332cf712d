// Links and buttons that stand out by a background of their own: remembered, to be looked for in forced colours.
(_, visible) => {
  const ground = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^rgba\(.*, 0\)$/.test(colour)) return colour;
    }
    return "";
  };
  window.auditControls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((part) =>
    visible(part) && part.parentElement && ground(part) !== ground(part.parentElement));
}
