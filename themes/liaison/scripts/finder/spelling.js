// How words are compared: without capitals, accents, dots and apostrophes, and allowing for a slip of the finger.

/** Returns words as they are compared: "St. John's Wood" and "saint johns wood" become the same. */
export function plain(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f\u0027\u2018\u2019.]/g, "")
    .replace(/&/g, " and ")
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/\bsaint\b/g, "st")
    .trim();
}

/**
 * Counts the slips between what was typed and a name: a letter left out, put in, mistaken, or two swapped (Damerau and
 * Levenshtein). Half a slip more where only the beginning of a longer name was typed. Infinity when there are too many
 * for a word of this length, and for short forms, which nearly anything resembles.
 */
export function slips(typed, name) {
  const most = Math.min(3, (typed.length + 1) >> 2);
  if (typed.length < 4 || name.length < 4 || name.length < typed.length - most) return Infinity;
  const rows = [[...name, ""].map((_, column) => column)];
  for (let row = 1; row <= typed.length; row += 1) {
    const [here, above, before] = [[row], rows[row - 1], rows[row - 2]];
    for (let column = 1; column <= name.length; column += 1) {
      const isSame = typed[row - 1] === name[column - 1];
      const isSwapped = before && typed[row - 1] === name[column - 2] && typed[row - 2] === name[column - 1];
      const swap = isSwapped ? before[column - 2] + 1 : Infinity;
      here[column] = Math.min(swap, above[column] + 1, here[column - 1] + 1, above[column - 1] + (isSame ? 0 : 1));
    }
    rows.push(here);
  }
  const last = rows[typed.length];
  const count = Math.min(last[name.length], Math.min(...last) + 0.5);
  return count > most ? Infinity : count;
}
