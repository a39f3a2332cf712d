// Every sentence that the finder says, in one place, with the right singular and plural.

const AND = new Intl.ListFormat("en-GB");
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });
const NUMBERS = " one two three four five six seven eight nine".split(" ");

const plural = (count, one, many) => `${NUMBERS[count] ?? count} ${count === 1 ? one : many}`;
const sentence = (words) => words[0].toUpperCase() + words.slice(1);

export const listed = (names) => AND.format(names);
export const quoted = (words) => `“${words}”`;

export const WORDS = {
  call: ["Call 101", "tel:101"],
  danger: "In danger now? Call 999.",
  few: "A few addresses are in:",
  loading: "One moment…",
  meant: "Or did you mean:",
  nearEdge: "Near the edge? Also:",
  noDistricts: "The list of postcodes did not load. Type your borough or area instead.",
  noTable: "The list of postcodes did not load, so this is for the whole district.",
  otherWays: "Other ways to get help",
  outside: "Outside London",
  say: "Call and say:",
  whole: "Not sure? Type the whole postcode.",

  anyForce: (name) => `${name}: one form for any police force in England, Wales and Northern Ireland`,
  ask: (force) => `101 puts you through to the police where you are calling from. Ask for ${force}.`,
  beyond: (code, forces) => `${code} is outside London. ${sentence(OR.format(forces))} covers it.`,
  cannotTell: (code) => `We cannot tell which borough ${code} is in: the postcode has no borough in the list.`,
  guess: (names) => `Did you mean ${OR.format(names)}?`,
  matching: (count, typed) => `${sentence(plural(count, "borough matches", "boroughs match"))} ${quoted(typed)}.`,
  more: (count) => `And ${count} more. Type more letters to see fewer.`,
  noPostcode: (code) => `There is no postcode that begins ${code}.`,
  notLondon: (code) => `No postcode in London begins ${code}.`,
  nothing: (typed) => `We do not know ${quoted(typed)}. Check the spelling, or try a borough, a nearby area or a postcode.`,
  partly: (code, boroughs, forces) => `${code} is in ${listed(boroughs)}, and partly outside London (${listed(forces)}).`,
  placeIn: (place, borough) => `${place} in ${borough}`,
  placed: (place, boroughs) =>
    boroughs.length > 1
      ? `${place} is in ${plural(boroughs.length, "", "boroughs")}: ${listed(boroughs)}. Which is nearer?`
      : `${place} is in ${boroughs[0]}.`,
  readAs: (code) => `We read this as ${code}.`,
  sameName: (place, boroughs) => `${sentence(plural(boroughs.length, "", "places"))} are called ${place}: in ${listed(boroughs)}.`,
};
