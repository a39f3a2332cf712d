// The letters C, I, K, M, O and V never stand in the second half of a postcode.
const WHOLE = /(?:^| )([A-Z]{1,2}[0-9IOL][0-9A-Z]?) ?([0-9IOL])([ABD-HJLNP-UW-Z]{2})$/;
const BEGUN = /^([A-Z]{1,2}[0-9][0-9A-Z]?) ([0-9])[A-Z]?$/;
const BEGUN_UNSPACED = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])[A-Z]?$/;
const DISTRICT = /^[A-Z]{1,2}[0-9][0-9A-Z]?$/;

const digits = (text) => text.replace(/O/g, "0").replace(/[IL]/g, "1");

/** Returns the district that was meant, where somebody typed a letter for a digit: "SEI" is SE1, "E1O" is E10. */
function meantDistrict(outward, districts) {
  const [, letters, number, rest] = outward.match(/^([A-Z]{1,2})([0-9IOL])(.?)$/);
  const tries = [outward, letters + digits(number) + rest, letters + digits(number + rest)];
  return tries.find((code) => districts[code]) ?? outward;
}

/**
 * Reads a postcode, or the beginning of one, in any spacing and case; null when it is something else. `sector` is the
 * digit after the district where no more was typed, `doubted` a district that does not exist and may be a beginning.
 */
export function readPostcode(text, districts) {
  if (!/[0-9]/.test(text)) return null;
  const spaced = text.toUpperCase().replace(/[^A-Z0-9]+/g, " ").trim();
  const joined = spaced.replace(/ /g, "");
  const whole = joined.match(WHOLE) ?? spaced.match(WHOLE);
  if (whole) {
    const outward = meantDistrict(whole[1], districts);
    const inward = digits(whole[2]) + whole[3];
    return { outward, inward, isCorrected: !joined.endsWith(outward + inward) };
  }
  const begun = spaced.match(BEGUN) ?? joined.match(BEGUN_UNSPACED);
  const isDistrict = DISTRICT.test(joined);
  if (begun && !districts[joined] && (districts[begun[1]] || !isDistrict)) {
    return { outward: begun[1], sector: begun[2], doubted: isDistrict && !spaced.includes(" ") && joined };
  }
  return isDistrict ? { outward: joined } : null;
}
