/** Returns a sentence with what stands in the place of its numbers in braces; several names make a list. */
function put(words, parts, list) {
  return words.replace(/{(\d)}/g, (_, at) => (parts[at].map ? list.format(parts[at]) : parts[at]));
}

/**
 * Gives the finder the sentences of the page's language, by the names that it has for them. `root` is where the pages in
 * the language begin: what lies elsewhere is in English, and so are the words to say on the telephone.
 */
export function speak(words, { dataset }) {
  const { root, inEnglish, call, alarms, ...said } = JSON.parse(dataset.said);
  const list = new Intl.ListFormat(document.documentElement.lang);
  const isAlarm = (typed) => alarms.split(", ").some((word) => typed.toLowerCase().includes(word));
  const spoken = { call: [call, "tel:101"], alarms: isAlarm, placed: (...parts) => spoken[parts[1][1] ? "placedInMany" : "placedIn"](...parts) };
  for (const name in said) spoken[name] = said[name].includes("{0}") ? (...parts) => put(said[name], parts, list) : said[name];
  const mark = (results) => {
    for (const english of results.querySelectorAll("blockquote")) Object.assign(english, { lang: "en", dir: "ltr" });
    for (const link of results.querySelectorAll(".officer-card__name a")) {
      if (!link.pathname.startsWith(root)) link.parentElement.after(` (${inEnglish})`);
    }
  };
  Object.assign(words, spoken, { mark, spoken });
}
