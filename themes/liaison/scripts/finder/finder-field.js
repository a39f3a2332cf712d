import { drawAnswer, sayAnswer } from "./cards.js";
import { Gazetteer, mayBeLetters, mayBePostcode } from "./gazetteer.js";
import { WORDS } from "./words.js";

/** How long somebody must have stopped typing before the answer is read out, in milliseconds. */
const PAUSE = 500;

/** What reads postcodes is a script of its own, which only a digit calls for. */
const later = (name) => async (bytes, { unpacker }) => (await import(unpacker))[name](bytes);
/** For each file of the finder: how it is read, and what to say while it is not there. */
const FILES = {
  places: [(bytes) => new Gazetteer(JSON.parse(new TextDecoder().decode(bytes))), ""],
  districts: [later("readDistricts"), "noDistricts"],
  postcodes: [later("unpackPostcodes"), "noTable"],
};

/** The field, and below it the answer to what is typed. What is typed stays here: it only chooses what is shown. */
export class Finder {
  constructor(root, isWhole) {
    this.root = root;
    // In the order in which they stand: the field, what is read out, and the box with the first sentence and the rest.
    [this.field, this.status, this.box, this.lead, this.results] = root.querySelectorAll("input, input ~ *, input ~ * > * > *");
    // A site may have no postcodes: then nothing is said of them.
    for (const name in FILES) this[name] = root.dataset[name] && WORDS[FILES[name][1]];
    this.field.addEventListener("input", () => this.search());
    root.addEventListener("keydown", (event) => this.press(event));
    this.search(isWhole);
  }

  search(isWhole) {
    this.load("places");
    const { isLost, isDanger } = this.show() ?? {};
    if (isWhole || mayBePostcode(this.field.value) || (isLost && !isDanger && mayBeLetters(this.field.value))) {
      this.load("districts");
      this.load("postcodes");
      this.show();
    }
  }

  /** Fetches one of the files when it is first wanted; after a failure, when it is wanted again. */
  async load(name) {
    const [read, words] = FILES[name];
    const missing = WORDS[words];
    const url = this.root.dataset[name];
    if (!url || this[name] !== missing) return;
    this[name] = WORDS.loading;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(response.status);
      this[name] = await read(await response.arrayBuffer(), this.root.dataset);
    } catch (error) {
      console.error(error);
      this[name] = missing;
    }
    this.root.querySelector("[data-failed]").hidden = this.places || !this.field.value;
    this.show();
  }

  show() {
    const { places, field, box, results, lead, root } = this;
    const answer = places?.answer ? places.answer(field.value, this.districts, this.postcodes) : places && field.value && { lead: places };
    // On a phone the answer would begin under the keyboard, so the page is moved up once. Elsewhere nothing moves.
    if (answer && box.hidden && innerWidth * innerHeight < 6e5) root.scrollIntoView();
    box.hidden = !answer;
    // The first sentence stays the same element: Orca keeps its place there, and falls silent where that is gone.
    lead.textContent = answer?.lead;
    // An answer that becomes exact while somebody is in it takes them to its beginning, not to the top of the page.
    if (results.contains(document.activeElement)) lead.focus();
    results.replaceChildren(...(answer ? drawAnswer(answer) : []));
    WORDS.mark?.(results);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.status.textContent = answer ? sayAnswer(answer) : "";
      // What is seen says the same: whoever reads on meets it once.
      this.timer = setTimeout(() => (this.status.textContent = ""), 2000);
    }, PAUSE);
    return answer;
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { field, results, lead } = this;
    const stops = [field, ...results.querySelectorAll(".officer-card__name a")];
    const at = stops.indexOf(document.activeElement);
    const targets = {
      ArrowDown: () => stops[Math.max(at, 0) + 1],
      ArrowUp: () => stops[at - 1],
      Home: () => at > 0 && stops[1],
      End: () => at > 0 && stops.at(-1),
      Enter: () => at === 0 && lead,
      Escape: () => field.value && this.clear(),
    };
    const target = targets[event.key]?.();
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  clear() {
    this.field.value = "";
    this.show();
    return this.field;
  }
}
