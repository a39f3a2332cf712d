// The letters C, I, K, M, O and V never stand in the second half of a postcode.
const WHOLE = /\b([A-Z]{1,2} ?[0-9IOL][0-9A-Z]?) ?([0-9IOL])([ABD-HJLNP-UW-Z]{2})\b/g;
/** A district, with the digit of a sector behind a space, or behind none. */
const BEGUN = /^([A-Z]{1,2}[0-9IOL][0-9A-Z]?)(?: ([0-9IOL])[A-Z]?)?$/;
const BEGUN_UNSPACED = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])[A-Z]?$/;
const DISTRICT = /^[A-Z]{1,2}[0-9][0-9A-Z]?$/;

const digits = (text) => text.replace(/O/g, "0").replace(/[IL]/g, "1");

/** Returns a text as postcodes are written: in capital letters, with one space for whatever stands between. */
const spaceOut = (text) => text.toUpperCase().replace(/[^A-Z0-9]+/g, " ").trim().replace(/\b1(?=G[0-9])/, "I");

/** The districts of postcodes, "SW9" and so on, and what of a postcode somebody typed. */
export class Districts {
  /** `codes` has for each district the numbers of the areas that matter in it, and of those with a few addresses. */
  constructor(codes) {
    this.codes = codes;
  }

  /**
   * Reads a postcode, or the beginning of one, in any spacing and case; null when it is something else. A whole one is
   * found wherever it stands, the last that exists; half a one at either end of what was typed. `sector` is the digit
   * after the district where no more was typed, `doubted` a district that does not exist and may be a beginning.
   */
  read(text) {
    const spaced = spaceOut(text);
    const joined = spaced.replace(/ /g, "");
    const found = [...spaced.matchAll(WHOLE), ...joined.matchAll(WHOLE)].flatMap(([all, outward, digit, letters]) => {
      const typed = outward.replace(" ", "");
      const [district, inward] = [this.meant(typed), digits(digit) + letters];
      // The name of a place is no postcode, and "SEI OAA" is one.
      if (!/[0-9]/.test(all) && !(all.at(-4) === " " && this.codes[district])) return [];
      return { outward: district, inward, isCorrected: district + inward !== typed + digit + letters };
    });
    if (found.length) {
      const known = found.findLast(({ outward }) => this.codes[outward]);
      return known ?? this.readAtEitherEnd(spaced.split(" ")) ?? found[0];
    }
    if (!/[0-9]/.test(spaced)) return null;
    if (this.codes[joined] && !BEGUN.test(spaced)) return { outward: joined };
    return this.begun(spaced) ?? this.readAtEitherEnd(spaced.split(" ")) ?? this.readHalf(spaced, joined);
  }

  /** Reads a district of letters alone, where nothing else is called so: "HAO" is HA0, "WCIN" is WC1N. */
  readLetters(text) {
    return this.begun(spaceOut(text));
  }

  readHalf(spaced, joined) {
    const isDistrict = DISTRICT.test(joined);
    const begun = joined.match(BEGUN_UNSPACED);
    if (begun && !this.codes[joined] && (this.codes[begun[1]] || !isDistrict)) {
      return { outward: begun[1], sector: begun[2], doubted: isDistrict && !spaced.includes(" ") && joined };
    }
    return isDistrict ? { outward: joined } : null;
  }

  /** Reads half a postcode before or behind other words: "Saltergate ZZ9", "ZZ9 8, Fenmoor". */
  readAtEitherEnd(words) {
    for (const some of [words.slice(-2), words.slice(-1), words.slice(0, 2), words.slice(0, 1)]) {
      const known = this.begun(some.join(" "));
      if (known) return known;
    }
    return null;
  }

  /** Reads a district that exists, alone or with the digit of a sector. */
  begun(text) {
    const [, first, sector] = text.match(BEGUN) ?? [];
    const outward = first && this.meant(first);
    return this.codes[outward] && { outward, sector: sector && digits(sector) };
  }

  /** Returns the district that was meant, where somebody typed a letter for a digit: "SEI" is SE1, "E1O" is E10. */
  meant(outward) {
    const [, letters, number, rest] = outward.match(/^([A-Z]{1,2})([0-9IOL])(.?)$/);
    const tries = [outward, letters + digits(number) + rest, letters + digits(number + rest)];
    return tries.find((code) => this.codes[code]) ?? outward;
  }
}
