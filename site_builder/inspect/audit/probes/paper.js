// How the page comes out on paper: its words, whether the main heading is there, and text too pale for white paper.
(describe, visible) => {
  const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const onWhite = (colour) => {
    for (const ink of ["white", colour]) {
      paint.fillStyle = ink;
      paint.fillRect(0, 0, 1, 1);
    }
    return [...paint.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (colour) => {
    const [red, green, blue] = onWhite(colour).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const pale = [...document.querySelectorAll("body *")].filter((part) =>
    [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) && visible(part) &&
    1.05 / (luminance(getComputedStyle(part).color) + 0.05) < 4.5);
  const heading = document.querySelector("h1");
  return {
    words: document.body.innerText,
    hasHeading: Boolean(heading && visible(heading)),
    pale: pale.map((part) => describe(part)),
  };
}
