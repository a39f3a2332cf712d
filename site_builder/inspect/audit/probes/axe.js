// What axe finds on the page, each rule with the parts that break it. (A part inside another document has no element here.)
async (options, describe) => {
  const { violations } = await axe.run(document, { ...options, elementRef: true });
  return violations.map(({ id, help, helpUrl, tags, nodes }) => ({
    id,
    help,
    tags,
    url: helpUrl.split("?")[0],
    parts: nodes.map(({ element, html }) => element ? describe(element) : { code: html, words: "", url: "", inMain: false }),
  }));
}
