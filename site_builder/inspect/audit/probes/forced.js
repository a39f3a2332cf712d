// In forced colours backgrounds go: what was a button needs an edge, and the keyboard's place an outline (no shadow is drawn).
(describe, visible) => {
  const edged = (style) => ["Top", "Bottom"].some((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const flat = window.auditControls.filter((part) => visible(part) && !edged(getComputedStyle(part)) && !outlined(getComputedStyle(part)));
  const before = document.activeElement;
  const unmarked = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((part) => {
    if (!visible(part)) return false;
    part.focus({ focusVisible: true, preventScroll: true });
    return document.activeElement === part && !outlined(getComputedStyle(part));
  });
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  document.activeElement?.blur();
  return [...flat.map((part) => describe(part, { fault: "flat" })), ...unmarked.map((part) => describe(part, { fault: "unmarked" }))];
}
