// Officers of each area are sorted into a map once, so that no page looks through all of them.
module.exports = function (config) {
  config.addPassthroughCopy("content/site.css");
  for (const kind of ["officers", "areas", "channels"]) {
    config.addCollection(kind, (api) => api.getFilteredByGlob(`content/${kind}/*.md`));
  }
  config.addCollection("serving", (api) => {
    const serving = {};
    for (const officer of api.getFilteredByGlob("content/officers/*.md")) {
      for (const area of officer.data.serves) (serving[area.slug] ??= []).push(officer);
    }
    return serving;
  });
  config.addFilter("json", (value) => JSON.stringify(value));
  config.setQuietMode(true);
  return { dir: { input: "content", includes: "../layouts", output: "out" }, markdownTemplateEngine: false };
};
