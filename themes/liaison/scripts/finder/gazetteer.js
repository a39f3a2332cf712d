import { NO_DISTRICT, NO_SECTOR } from "../postcodes/answers.js";
import { unpackAreas } from "./areas.js";
import { Names } from "./names.js";
import { plain } from "./spelling.js";
import { WORDS, listed, wordsFor } from "./words.js";

const MOST_SHOWN = 8;

/** Tells whether a text may be a postcode, so that what knows postcodes is wanted: "SEI OAA" has no digit. */
export const mayBePostcode = (text) => /\p{Nd}| [oil]..$/iu.test(text);

/** Tells whether a text that no place is called may be a district of letters alone: "HAO" for HA0, "WCIN" for WC1N. */
export const mayBeLetters = (text) => /^\s*[a-z]{1,2}[oil][a-z]?\s*$/i.test(text);

/** A letter of another script: accents and wide letters count as Latin. */
const OTHER_SCRIPT = /[^\P{L}\p{Script=Latin}]/u;
const DANGER =
  /\b(9 ?9 ?9|112|emergency|danger|help|attack|assault|unsafe|urgent|hurt|injur|threat|violen|suicid|bleed|sos\b|rap(e|ed|ist)\b|stalk|mugg|stab|kni(fe|ves)\b|follow(ed|ing)\b|beat(en)? up|kill (me|my)|scared|afraid)/;

const isText = (value) => typeof value === "string";
const unique = (values) => [...new Set(values)];

/**
 * Answers what somebody typed. An answer is plain data, which `drawAnswer` shows: `lead` says it in a sentence, `notes`
 * add to it, `cards` are the candidates, `links` lesser ones below `linksLead`. Nothing here touches page or network.
 */
export class Gazetteer {
  constructor({ region, outside, same, forces, anyForce, unknown, ...packed }) {
    const boroughs = unpackAreas(packed);
    const beyond = outside.map(({ name }) => ({ name, words: WORDS.ask(name), call: WORDS.call }));
    Object.assign(this, { areas: [...boroughs, ...beyond], forces, anyForce, unknown });
    this.names = new Names(region, boroughs, same);
    this.words = wordsFor(region);
  }

  /** `districts` and `table` know postcodes; a text in their place says why they are not there, "" that the site has none. */
  answer(text, districts, table) {
    const said = text.trim();
    if (!said) return null;
    const typed = plain(said);
    const postcode = !isText(districts) && districts.read(this.names.bare(typed));
    const named = postcode ? null : this.aboutName(said, typed);
    const half = postcode || (named.isLost && !isText(districts) && districts.readLetters(typed));
    const answer = half ? this.aboutPostcode(half, districts, table) : named;
    // Until the districts are there, what has a digit may be a postcode.
    if (answer.isLost && districts && isText(districts) && mayBePostcode(said)) answer.lead = districts;
    return DANGER.test(typed) || WORDS.alarms?.(said + typed) ? inDanger(answer) : answer;
  }

  aboutName(text, typed) {
    if (!typed || OTHER_SCRIPT.test(text)) return { lead: WORDS.otherScript(text), isLost: true };
    const { exact, begun, guesses } = this.names.find(typed);
    const entries = [exact, begun, guesses].find((found) => found.length) ?? [];
    const forces = this.forcesFor(typed, exact.length ? exact : guesses);
    if (!entries.length) {
      const lead = forces.map(({ words }) => words).join(" ") || this.words.nothing(text);
      return { lead, cards: forces, isLost: !forces.length };
    }
    const areas = unique(entries.flatMap((entry) => entry.areas));
    const left = areas.length - MOST_SHOWN;
    const others = exact.length ? begun.filter((entry) => entry.areas.some((area) => !areas.includes(area))) : [];
    return {
      lead: this.describe(text, entries, areas, entries === guesses),
      notes: left > 0 ? [WORDS.more(left)] : [],
      cards: [...forces, ...areas.slice(0, MOST_SHOWN).map((area) => this.cardFor(area, entries))],
      ...(others.length ? this.alsoMeant(others) : areas.length === 1 && this.nearby(areas[0])),
    };
  }

  describe(text, entries, areas, isGuess) {
    const [{ name, isBorough, isShared }] = entries;
    const names = unique(entries.map((entry) => entry.name));
    if (isGuess) return WORDS.guess(names.slice(0, 4));
    if (names.length > 1 || isBorough) return this.words.matching(areas.length, text);
    return (isShared && areas.length > 1 ? WORDS.sameName : this.words.placed)(name, this.called(areas));
  }

  /** Returns a borough with the names in it that fit, or with the one that is a name of other places too as its title. */
  cardFor(area, entries) {
    const card = this.areas[area];
    const own = entries.filter(({ name, areas }) => areas.includes(area) && name !== card.name);
    if (own.length === 1 && own[0].isShared) return { ...card, title: WORDS.placeIn(own[0].name, card.name) };
    return { ...card, why: listed(own.slice(0, 4).map(({ name }) => name)) };
  }

  alsoMeant(entries) {
    const links = entries.flatMap(({ name, areas }) => areas.map((area) => this.linkTo(area, name)));
    return { linksLead: WORDS.meant, links: links.slice(0, MOST_SHOWN) };
  }

  /** Returns the neighbours: whoever lives at the edge of a borough may be across the road from it. */
  nearby(borough) {
    const { near, edge } = this.areas[borough];
    return { linksLead: WORDS.nearEdge, links: [...near, ...edge].map((area) => this.linkTo(area)) };
  }

  /** Returns the police forces whose words were typed; words that belong to the name of a place do not count. */
  forcesFor(typed, entries) {
    const rest = entries.reduce((words, { keys }) => words.replace(keys[0], ""), ` ${typed} `);
    const fits = (word) => word === typed || rest.includes(` ${word} `) || (typed.length > 2 && word.startsWith(typed));
    const fitting = this.forces.filter(({ words }) => words.some((word) => fits(plain(word))));
    return fitting.map(({ name, url, say, call }) => ({ name, url, words: say, call }));
  }

  aboutPostcode({ outward, inward, sector, doubted, isCorrected }, districts, table) {
    const code = `${outward} ${inward ?? sector}`;
    const shares = sharesOf(outward, districts.codes);
    const district = (...notes) => this.aboutDistrict(inward ? code : outward, outward, shares, notes);
    if (isText(table)) return inward && shares[0].length ? district(table) : district();
    const area = table.find(outward, inward ?? `${sector}AA`);
    if (area === NO_SECTOR && (inward || sector)) return district(WORDS.noPostcode(code.slice(0, outward.length + 2)));
    if (doubted) return district(WORDS.noPostcode(doubted));
    if (!inward || area === NO_DISTRICT) return district();
    if (area === this.unknown) return district(this.words.cannotTell(code));
    return this.aboutDistrict(code, code, [[area], []], isCorrected ? [WORDS.readAs(code)] : []);
  }

  /** Tells about a district, or a whole postcode, by the areas that matter in it and those with a few addresses. */
  aboutDistrict(code, outward, [main, few], notes) {
    const inside = this.called(main.filter((area) => this.areas[area].url));
    const outside = this.called(main.filter((area) => !this.areas[area].url));
    const isOpen = main.length + few.length > 1 && !notes.length;
    const lead = inside.length
      ? (outside.length ? this.words.partly : this.words.placed)(outward, inside, outside)
      : (outside.length ? this.words.beyond(code, outside) : this.words.notInside(outward));
    return {
      lead,
      notes: isOpen ? [WORDS.whole] : notes,
      cards: main.map((area) => this.areas[area]),
      isLost: !main.length,
      anyForce: !inside.length && this.anyForce,
      linksLead: WORDS.few,
      links: few.map((area) => this.linkTo(area)),
    };
  }

  called(areas) {
    return areas.map((area) => this.areas[area].name);
  }

  linkTo(area, place) {
    const { name, url } = this.areas[area];
    const text = place && place !== name ? WORDS.placeIn(place, name) : name;
    return { text: url ? text : `${this.words.outside}: ${name}`, url };
  }
}

/** Returns an answer with the way to call for help before it, and every other way behind. */
function inDanger({ lead, notes = [], ...rest }) {
  return { ...rest, lead: WORDS.danger, notes: rest.cards?.length ? [lead, ...notes] : [], isDanger: true, isLost: true };
}

/**
 * Returns the areas of a district by share, then those with a few addresses. "W1" stands for W1A, W1B and so on; "E1" is
 * a district of its own, whatever E1W is.
 */
function sharesOf(outward, districts) {
  const family = Object.keys(districts).filter((code) => /[0-9][A-Z]$/.test(code) && code.slice(0, -1) === outward);
  const codes = family.length > 2 || !districts[outward] ? family : [outward];
  const [main, few] = [0, 1].map((share) => unique(codes.flatMap((code) => districts[code][share])));
  return [main, few.filter((area) => !main.includes(area))];
}
