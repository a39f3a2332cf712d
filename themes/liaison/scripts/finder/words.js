// Every sentence that the finder says in English, in one place, with the right singular and plural. On a page in another
// language `speak.js` puts other words in their place.

const AND = new Intl.ListFormat("en-GB");
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });
const NUMBERS = " one two three four five six seven eight nine".split(" ");

const plural = (count, one, many) => `${NUMBERS[count] ?? count} ${count === 1 ? one : many}`;
const sentence = (words) => words[0].toUpperCase() + words.slice(1);

export const listed = (names) => AND.format(names);
export const quoted = (words) => `“${words}”`;

export const WORDS = {
  call: ["Call 101", "tel:101"],
  call999: "Call 999",
  danger: "In danger now? Call 999.",
  few: "A few addresses are in:",
  loading: "One moment…",
  meant: "Or did you mean:",
  nearEdge: "Near the edge? Also:",
  noDistricts: "The list of postcodes did not load. Type the name of a place instead.",
  noTable: "The list of postcodes did not load, so this is for the whole district.",
  allWays: "See all ways to get help",
  otherWays: "Other ways to get help",
  say: "Call and say:",
  whole: "Not sure? Type the whole postcode.",

  ask: (force) => `101 puts you through to the police where you are calling from. Ask for ${force}.`,
  guess: (names) => `Did you mean ${OR.format(names)}?`,
  more: (count) => `And ${count} more. Type more letters to see fewer.`,
  noPostcode: (code) => `There is no postcode that begins ${code}.`,
  otherScript: (typed) => `We do not know ${quoted(typed)}. Type it in English letters, or choose from the list.`,
  placeIn: (place, borough) => `${place} in ${borough}`,
  readAs: (code) => `We read this as ${code}.`,
  sameName: (place, boroughs) => `${sentence(plural(boroughs.length, "", "places"))} are called ${place}: in ${listed(boroughs)}.`,
};

/** Returns what is said of a region: `name` is what the whole is called, `area` one of its areas and `areas` several. */
export const wordsFor = ({ name, area, areas, tries }) => ({
  ...WORDS,
  outside: `Outside ${name}`,

  beyond: (code, forces) => `${code} is outside ${name}. ${sentence(OR.format(forces))} covers it.`,
  cannotTell: (code) => `We cannot tell which ${area} ${code} is in: the postcode has no ${area} in the list.`,
  matching: (count, typed) => `${sentence(plural(count, `${area} matches`, `${areas} match`))} ${quoted(typed)}.`,
  notInside: (code) => `No postcode in ${name} begins ${code}.`,
  nothing: (typed) => `We do not know ${quoted(typed)}. Check the spelling, or try ${tries}.`,
  partly: (code, inside, forces) => `${code} is in ${listed(inside)}, and partly outside ${name} (${listed(forces)}).`,
  placed: (place, inside) =>
    inside.length > 1
      ? `${place} is in ${plural(inside.length, "", areas)}: ${listed(inside)}. Which is nearer?`
      : `${place} is in ${inside[0]}.`,
  ...WORDS.spoken,
});
