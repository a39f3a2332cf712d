import { plain, slips } from "./spelling.js";

const SMALL_WORDS = /^(.|in|of|the|near|and|on|upon)$/;

const unlike = (entries) => ({ name }) => !entries.some((entry) => entry.name === name);

/**
 * The names of boroughs and places, and how well each fits what was typed. An entry is a name with the numbers of its
 * areas; a name that two different places share stands there once for each.
 */
export class Names {
  constructor({ name, area }, boroughs, same) {
    // "The Royal District of Greywater", "Ashwick Council": what people write around a name.
    // Behind it also the country, as it stands in an address.
    const behind = `${plain(name)}|${plain(area)}|council|uk|gb|england|wales|scotland|northern ireland|united kingdom|(great )?britain`;
    this.around = new RegExp(`^(the )?(\\w+ )*${plain(area)} of |( (${behind}))+$`, "g");
    this.boroughs = boroughs.map(({ name }) => plain(name));
    this.all = boroughs.map(({ name, short }, area) => entryOf(name, [area], { isBorough: true }, short));
    const places = {};
    boroughs.forEach((borough, area) => borough.places.forEach((name) => (places[name] ??= []).push(area)));
    for (const name of Object.keys(places).sort()) {
      const areas = places[name];
      const isShared = same.includes(name);
      for (const own of isShared ? areas.map((area) => [area]) : [areas]) this.all.push(entryOf(name, own, { isShared }));
    }
  }

  /** Returns entries that fit exactly, those that begin like this, and guesses where there is neither. */
  find(typed) {
    const bare = this.bare(typed);
    const exact = this.withKey((key) => key === typed || key === bare);
    const begun = this.begun(bare).filter(unlike(exact));
    return { exact, begun, guesses: exact.length || begun.length ? [] : this.guess(bare) };
  }

  /** Returns what was typed without what people write around it. */
  bare(typed) {
    return typed.replace(this.around, "");
  }

  withKey(fits) {
    return this.all.filter(({ keys }) => keys.some(fits));
  }

  /** Returns names that begin with what was typed, then those in which each word typed begins a word. */
  begun(typed) {
    const whole = this.withKey((key) => key.startsWith(typed));
    const wanted = typed.split(" ").filter((word) => !SMALL_WORDS.test(word));
    return [...whole, ...this.all.flatMap((entry) => this.fitting(entry, wanted)).filter(unlike(whole))];
  }

  /** Returns the entry with those of its areas that the words fit: "hayes in brom" means one of two. */
  fitting(entry, wanted) {
    const own = entry.keys.join(" ");
    const begins = (part, words) => ` ${words}`.includes(` ${part}`);
    const areas = entry.areas.filter((area) => wanted.every((part) => begins(part, `${own} ${this.boroughs[area]}`)));
    return areas.length && wanted.some((part) => begins(part, own)) ? [{ ...entry, areas }] : [];
  }

  /** Returns the longest names within what was typed ("brixton station") and those with the fewest slips. */
  guess(typed) {
    const within = this.withKey((key) => key.length > 3 && ` ${typed} `.includes(` ${key} `));
    const longest = Math.max(...within.map(({ name }) => name.length));
    const counts = this.all.map(({ keys }) => Math.min(...keys.map((key) => slips(typed, key))));
    const least = Math.min(...counts);
    const near = this.all.filter((_, index) => counts[index] === least && least < Infinity);
    return [...near, ...within.filter(({ name }) => name.length === longest)];
  }
}

function entryOf(name, areas, kind, short = []) {
  return { name, areas, ...kind, keys: [name, ...short].map(plain) };
}
