import { Districts } from "./postcodes/districts.js";
import { PostcodeTable } from "./postcodes/postcodes.js";

/** Unpacks the table of postcodes; the finder calls this when somebody first types a digit. Throws when it is not whole. */
export function unpackPostcodes(bytes) {
  return new PostcodeTable(new Uint8Array(bytes));
}

/** Makes what reads postcodes from the list of their districts. */
export function readDistricts(bytes) {
  return new Districts(JSON.parse(new TextDecoder().decode(bytes)));
}
