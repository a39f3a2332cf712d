// Says in which area a postcode is, from one small file, on the visitor's own device.
// tools/postcode_table.py explains the file and writes it: the two must agree in every context.
import { NO_DISTRICT, NO_SECTOR } from "./answers.js";

const POSTCODE_FORMAT = 1;
const POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

/** All postcodes, unpacked once into the places where the area changes. Throws when the file is not whole. */
export class PostcodeTable {
  constructor(bytes) {
    let checksum = 0x811c9dc5;
    for (const byte of bytes.subarray(5)) checksum = Math.imul(checksum ^ byte, 0x01000193);
    for (let i = 4; i; i--, checksum >>= 8) if (bytes[i] !== (checksum & 255)) bytes = [];
    if (bytes[0] !== POSTCODE_FORMAT) throw new Error("This is not a whole postcode table.");
    this.districts = new Map();
    this.starts = [];
    this.areas = [];
    this.unpack(postcodeAnswers(bytes));
  }

  /** Returns the number of an area, NO_DISTRICT or NO_SECTOR. Both parts are in capital letters: "SW9", "8HE". */
  find(outward, inward) {
    if (!this.districts.has(outward)) return NO_DISTRICT;
    if (!/^\d[ABD-HJLNP-UW-Z]{2}$/.test(inward)) return NO_SECTOR;
    const [row, column] = [1, 2].map((place) => POSTCODE_LETTERS.indexOf(inward[place]));
    const unit = this.districts.get(outward) + inward[0] * 400 + row * 20 + column;
    let low = 0;
    for (let step = 2 ** 15; step >= 1; step /= 2) if (this.starts[low + step] <= unit) low += step;
    return this.areas[low];
  }

  unpack(read) {
    const ranked = [...Array(999).keys()];
    let [code, start, sector] = [[], 0, 0];
    let digits, near, here, first, run, lastRun, strangers;

    const readCode = () => {
      const characters = [];
      for (let before = 36; ; characters.push(before)) {
        const above = code[characters.length] ?? 36;
        let node = 1;
        while (node < 64) {
          node = node * 2 + read(0, node + 64 * before, node + 64 * above, node + 64 * characters.length, node);
        }
        before = node - 64;
        if (before === 36) return characters;
      }
    };
    const note = (area, unit) => {
      this.starts.push(start + unit);
      this.areas.push(area);
    };
    const readArea = (kind, rank, unit) => {
      for (; ; rank++) {
        const next = ranked[rank];
        const met = rank + 64 * here.has(next) + 128 * here.size;
        if (read(kind, met, ranked[0] * 64 + next, rank + 8 * sector, rank + 64 * near.has(next))) break;
      }
      const [area] = ranked.splice(rank, 1);
      ranked.unshift(area);
      near.add(area);
      here.add(area);
      note(area, unit);
    };
    const changes = (kind, place) => {
      const home = ranked[0] === first;
      return read(kind, place, sector * 2 + home, Math.clz32(run) * 32 + Math.clz32(lastRun), strangers * 2 + home);
    };
    const readSector = () => {
      here = new Set();
      run = lastRun = strangers = 0;
      readArea(2, 0, 0);
      first = ranked[0];
      const several = read(4, first, digits, 0, 0);
      sector += several;
      for (let row = 0; several && row < 20; row++) {
        let kind = 6;
        if (changes(5, row)) {
          for (let column = 0; column < 20; column++) {
            if (changes(kind, column)) {
              lastRun = run;
              run = 0;
              readArea(3, 1, row * 20 + column);
              kind = 7;
            }
            run++;
            strangers = (strangers * 2 + (ranked[0] !== first)) & 255;
          }
        } else {
          run += 20;
          strangers = ranked[0] === first ? 0 : 255;
        }
      }
    };

    while ((code = readCode()).length) {
      this.districts.set(code.map((character) => character.toString(36).toUpperCase()).join(""), start);
      near = new Set();
      digits = 1;
      for (let digit = 0; digit < 10; digit++) {
        const exists = read(1, digits, digits & 15, digit, 0);
        digits = digits * 2 + exists;
        if (exists) readSector();
        else note(NO_SECTOR, 0);
        start += 400;
      }
    }
  }
}

/** Returns what reads the next yes or no: an arithmetic decoder whose forecasts learn from each answer. */
function postcodeAnswers(bytes) {
  const leanings = new Float64Array(2 ** 18);
  let [at, code, range] = [5, 0, 1];
  return (kind, a, b, c, d) => {
    for (; range < 2 ** 40; range *= 256) code = code * 256 + (bytes[at++] || 0);
    a += kind *= 2 ** 15;
    b += kind + 2 ** 13;
    c += kind + 2 ** 14;
    d += kind + 2 ** 13 + 2 ** 14;
    let against = 1 - (leanings[a] + leanings[b] + leanings[c] + leanings[d]) / 32;
    for (let i = 0; i < 5; i++) against *= against;
    const yes = 1 / (1 + against);
    const part = Math.floor(range * yes);
    const answer = Number(code < part);
    if (answer) range = part;
    else {
      code -= part;
      range -= part;
    }
    const error = (answer - yes) * 0.1;
    leanings[a] += error;
    leanings[b] += error;
    leanings[c] += error;
    leanings[d] += error;
    return answer;
  };
}
