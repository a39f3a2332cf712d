import { WORDS, quoted } from "./words.js";

/** Makes an element of a class; what is empty among its children is left out. */
function make(tag, style, ...children) {
  const element = document.createElement(tag);
  element.className = style;
  element.append(...children.filter(Boolean));
  return element;
}

function link(text, url, style = "") {
  if (!url) return text;
  const element = make("a", style, text);
  element.href = url;
  return element;
}

/** Returns the address of all ways to report, which the strip at the top of each page has. */
const waysUrl = () => document.querySelector(".emergency-strip__silent a")?.href.split("#")[0];

/** Returns the elements that show an answer below its first sentence. Candidates are ordinary links, which every way of using a page can follow. */
export function drawAnswer({ notes = [], cards = [], links = [], linksLead, anyForce, isDanger, isLost }) {
  const isOne = cards.length === 1;
  const isMany = cards.length > 4;
  return [
    isDanger && make("p", "actions", link(WORDS.call999, "tel:999", "action finder__danger")),
    ...notes.map((words) => make("p", "", words)),
    cards.length && make(...(isOne ? ["div", ""] : ["ul", isMany ? "row" : "row officer-cards"]), ...cards.map((card) => drawCard(card, isOne, isMany))),
    isLost && make("p", "actions", link(...WORDS.call, "action"), link(WORDS.allWays, waysUrl(), "action")),
    anyForce && make("p", "", link(anyForce.text, anyForce.url)),
    links.length && make("div", "small", linksLead, make("ul", "link-list row", ...links.map(({ text, url }) => make("li", "", link(text, url))))),
  ].filter(Boolean);
}

/** Returns an answer as it is read out: of the only area also who is listed there, or that nobody is. */
export function sayAnswer({ lead, notes = [], cards = [] }) {
  return [lead, ...notes, cards.length === 1 && standing(cards[0])].filter(Boolean).join(" ");
}

const standing = ({ officer, words, detail }) => [officer, words, detail].filter(Boolean).join(". ");

/** Draws a candidate: alone it stands large with the words to say, among a few with a sentence, among many it is a name. */
function drawCard(card, isOne, isMany) {
  const { name, title, url, why, call, say } = card;
  // A translated page keeps the name of a place as it is.
  const called = make("p", "officer-card__name", Object.assign(make("b", "", link(title ?? name, url)), { translate: false }));
  if (isMany) return make("li", "", called);
  return make(
    ...(isOne ? ["div", ""] : ["li", "officer-card"]),
    called,
    why && make("p", "muted", why),
    make("p", "", standing(card)),
    ...(isOne && say && call[1] === WORDS.call[1] ? [make("p", "", WORDS.say), make("blockquote", "say", make("p", "", quoted(say)))] : []),
    call && make("p", "actions", link(...call, isOne ? "action action--main" : "action"), isOne && say && link(WORDS.otherWays, url, "action")),
  );
}
