// What a record's file says, as the forms take it, and back: a line that nobody changed stays byte for byte.
//
// Every value is the text that was written, as the program itself reads it: 0207… keeps its zero and no stays a word.
// The text of a file goes along with its fields under AS_WRITTEN, so that saving can keep comments, order and quotes.

import { FAILSAFE_SCHEMA, dump, load } from "./js-yaml/js-yaml.js";

const AS_WRITTEN = "as_written";
const FRONT = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n([\s\S]*))?$/;
const KEY = /^([A-Za-z_][\w-]*):(?= |$)/;
const ASIDE = /^\s*(#.*)?$/;
const VALUE = /^([\w-]+: +)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\S.*?)( +#.*)?$/;

/** Return what reads and writes the files of one kind. `shape` names the fields that can be written in two ways. */
export function recordFile({ shape, order }) {
  return {
    fromFile(text) {
      const [, head = "", body = ""] = FRONT.exec(text) ?? refuse();
      return { ...inFull(read(head), shape), body: body.replace(/^\n/, ""), [AS_WRITTEN]: text };
    },
    toFile({ [AS_WRITTEN]: before = "", body = "", ...written }) {
      const fields = filledIn(written) ?? {};
      const [, head = "", oldBody = ""] = FRONT.exec(before) ?? [];
      const lines = changed(head ? head.split("\n") : [], inFull(read(head), shape), fields, shape, order);
      const isSame = same(inFull(read(lines.join("\n")), shape), fields);
      const front = isSame ? lines : block(inShort(fields, shape));
      const text = body.trim();
      const below = text === oldBody.trim() ? oldBody : text && `\n${text}\n`;
      return `---\n${front.join("\n")}\n---\n${below}`;
    },
  };
}

function refuse() {
  throw new Error("This file does not begin with fields between two lines of three hyphens. Open it as text.");
}

function read(text) {
  return (text.trim() && load(text, { schema: FAILSAFE_SCHEMA })) || {};
}

/** Return fields with every value in the one form that the forms know. */
function inFull(value, shape) {
  if (value === null || value === undefined || shape === undefined) return value;
  if (shape.short && value === shape.short) return shape.long;
  if (shape === "list") return Array.isArray(value) ? value : [value];
  if (shape === "value") return typeof value === "object" ? value : { value };
  if (Array.isArray(value)) return value.map((one) => inFull(one, shape));
  return isGroup(value) ? mapped(value, (one, name) => inFull(one, shape[name])) : value;
}

/** Return a value in the shortest form in which people write it. */
function inShort(value, shape) {
  if (shape === undefined) return value;
  if (shape.short && same(value, shape.long)) return shape.short;
  if (shape === "value") return Object.keys(value).join() === "value" ? value.value : value;
  if (Array.isArray(value)) return value.map((one) => inShort(one, shape));
  return isGroup(value) ? mapped(value, (one, name) => inShort(one, shape[name])) : value;
}

/** Return a value without what is empty in it, each text on one line; nothing where all of it is empty. */
function filledIn(value) {
  if (Array.isArray(value)) return orNothing(value.map(filledIn).filter((one) => one !== undefined));
  if (isGroup(value)) return orNothing(mapped(value, filledIn));
  return value === null || value === undefined ? undefined : orNothing(String(value).split(/\s+/).filter(Boolean).join(" "));
}

function orNothing(value) {
  const size = typeof value === "object" ? Object.keys(value).length : value.length;
  return size ? value : undefined;
}

/** Return the lines of a group as they are to be: those of what did not change are the old ones. */
function changed(lines, before, after, shape, order = []) {
  const parts = partsOf(lines);
  const written = parts.filter((part) => part.name !== undefined);
  if (written.map((part) => part.name).sort().join() !== Object.keys(before).sort().join()) {
    return block(inShort(after, shape));
  }
  const made = parts.flatMap((part) => {
    if (part.name === undefined) return [part];
    if (after[part.name] === undefined) return [];
    return [{ ...part, lines: renewed(part, before[part.name], after[part.name], shape?.[part.name]) }];
  });
  for (const name of Object.keys(after).filter((name) => before[name] === undefined)) {
    const above = order.slice(0, order.indexOf(name));
    const at = made.findLastIndex((part) => part.name !== undefined && (!order.includes(name) || above.includes(part.name)));
    made.splice(at + 1, 0, { name, lines: block({ [name]: inShort(after[name], shape?.[name]) }) });
  }
  return made.flatMap((part) => part.lines);
}

/** Tell the fields among some lines apart from the notes and empty lines between them. */
function partsOf(lines) {
  const parts = [];
  for (const line of lines) {
    const [, name] = KEY.exec(line) ?? [];
    if (name !== undefined || !parts.length) parts.push({ name, lines: [line] });
    else parts.at(-1).lines.push(line);
  }
  return parts.flatMap((part) => {
    const end = part.name === undefined ? 0 : part.lines.findLastIndex((line) => !ASIDE.test(line)) + 1;
    const asides = part.lines.slice(end).map((line) => ({ lines: [line] }));
    return end ? [{ ...part, lines: part.lines.slice(0, end) }, ...asides] : asides;
  });
}

function renewed({ name, lines }, before, after, shape) {
  if (same(filledIn(before), after)) return lines;
  const whole = () => block({ [name]: inShort(after, shape) });
  const [first, ...rest] = lines;
  const short = inShort(after, shape);
  if (typeof short === "string" && !rest.length) return [onItsLine(first, short) ?? whole()[0]];
  if (!/^[\w-]+:\s*(#.*)?$/.test(first) || !rest.length) return whole();
  if (isGroup(short)) {
    const inner = indented(rest, (below) => changed(below, before, after, shape));
    return inner ? [first, ...inner] : whole();
  }
  const entries = Array.isArray(short) && isListOfLines(rest) ? renewedList(rest, before, after, shape) : null;
  return entries ? [first, ...entries] : whole();
}

/** Return a line with another value, in the old one's quotes and before its note; nothing where that is not plain. */
function onItsLine(line, value) {
  const [, start, old, note = ""] = VALUE.exec(line) ?? [];
  if (old === undefined || typeof Object.values(read(line))[0] !== "string") return undefined;
  const [made] = block({ value });
  const quoted = { '"': JSON.stringify(value), "'": `'${value.replaceAll("'", "''")}'` }[old[0]];
  return start + (quoted ?? made.slice("value: ".length)) + note;
}

const isListOfLines = (lines) => lines.every((line) => /^ *(- |#|$)/.test(line) || /^ +/.test(line));

/** Return the lines of a list: an entry that stood there before keeps its own. */
function renewedList(lines, before, after, shape) {
  const indent = /^ */.exec(lines.find((line) => !ASIDE.test(line)))[0];
  const old = [];
  const above = [];
  for (const line of lines) {
    if (line.startsWith(`${indent}- `)) old.push([line]);
    else (old.at(-1) ?? above).push(line);
  }
  if (old.length !== before.length) return null;
  const free = new Set(old.keys());
  const found = after.map((one) => {
    const at = [...free].find((index) => same(filledIn(before[index]), one));
    free.delete(at);
    return at;
  });
  const renewed = after.flatMap((one, at) => {
    if (found[at] !== undefined) return old[found[at]];
    const isSameEntry = free.has(at) && isGroup(one) && after.length === before.length;
    const kept = isSameEntry && indented([old[at][0].replace("-", " "), ...old[at].slice(1)], (below) => changed(below, before[at], one, shape));
    const made = kept || indentedBy(`${indent}  `, block(inShort(one, shape)));
    return [`${indent}- ${made[0].trimStart()}`, ...made.slice(1)];
  });
  return [...above, ...renewed];
}

/** Change lines as if they did not stand in; nothing where they stand in unevenly. */
function indented(lines, change) {
  const indent = /^ */.exec(lines.find((line) => !ASIDE.test(line)))[0];
  const isEven = lines.every((line) => line.startsWith(indent) || ASIDE.test(line));
  return isEven ? indentedBy(indent, change(lines.map((line) => line.slice(line.startsWith(indent) ? indent.length : 0)))) : null;
}

const indentedBy = (indent, lines) => lines.map((line) => (line ? indent + line : line));

/** Return a new value as lines. */
function block(value) {
  const options = { schema: FAILSAFE_SCHEMA, lineWidth: -1, noRefs: true };
  return dump(value, options).trimEnd().split("\n");
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function mapped(group, change) {
  const entries = Object.entries(group).map(([name, value]) => [name, change(value, name)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && names.length === Object.keys(other).length && names.every((name) => same(one[name], other[name]));
}
