/**
 * Returns the areas of the list of places. In the list each field of all areas stands by itself, a number for a text
 * that several share, and 0 for the part of an address that follows from the name.
 */
export function unpackAreas({ below, texts, areas }) {
  return areas.name.map((name, at) => {
    const own = Object.fromEntries(Object.entries(areas).map(([field, values]) => [field, values[at]]));
    const isTeam = own.officers.length > 1;
    const told = own.officers.map(([who, text]) => (isTeam ? `${who}: ` : "") + texts[text]);
    return {
      ...own,
      url: `${below}/${own.slug || name.toLowerCase().replaceAll(" ", "-")}/`,
      words: texts[own.words],
      officer: isTeam ? "" : own.officers[0]?.[0],
      detail: [...told, texts[own.detail]].filter(Boolean).join(" "),
      say: texts[own.say].replace("{}", name),
      places: own.places.split("\n"),
    };
  });
}
