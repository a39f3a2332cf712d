// What a probe tells of a part of the page: its markup, its words, where it leads, and whether an editor wrote it.
(part, more = {}) => ({
  code: part.outerHTML.replace(/\s+/g, " ").slice(0, 160),
  words: (part.getAttribute("alt") || part.innerText || part.textContent || "").trim().replace(/\s+/g, " ").slice(0, 200),
  url: part.closest("[href]")?.getAttribute("href") ?? "",
  inMain: part.closest("main") !== null,
  ...more,
})
