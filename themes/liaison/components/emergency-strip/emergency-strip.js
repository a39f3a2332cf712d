/** Tells whether Shift is part of a shortcut. */
const isShortcut = (event) => event.ctrlKey || event.altKey || event.metaKey;

/**
 * The way out: a click, or Shift pressed three times by itself, shows a blank page at once and then the page that the
 * link leads to, in the place of this one, so that Back does not return here. Without it the link is a plain link.
 */
export class LeaveLink {
  pressed = 0;

  constructor(link) {
    this.link = link;
    link.onclick = (event) => event.shiftKey || isShortcut(event) || this.leave();
    link.onfocus = () => this.say("(or press Shift 3 times)", 0);
    onkeydown = onpointerdown = (event) => this.begin(event);
    onkeyup = (event) => this.end(event);
    // A browser may keep the blank page and show it again. What was on it is gone.
    onpageshow = () => link.isConnected || this.leave();
  }

  /** Anything but Shift by itself, a capital letter too, starts the count afresh. */
  begin(event) {
    this.isAlone = event.key === "Shift" && !isShortcut(event);
    if (!this.isAlone) this.forget();
  }

  /** Counts Shift when it is let go. Three, because five switch on Sticky Keys in Windows. */
  end(event) {
    if (!this.isAlone || event.key !== "Shift") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.forget(), 5000);
    if (++this.pressed > 2) this.leave();
    else this.say(`(press Shift ${this.pressed > 1 ? "once" : "twice"} more to leave)`, this.pressed);
  }

  forget() {
    this.pressed = 0;
    this.say("");
  }

  /** In another language the link has its words with it, in their order. */
  say(words, at) {
    this.link.nextElementSibling.textContent = this.link.dataset.says?.split("|")[at] ?? words;
  }

  /** Returns false, so that the browser does not follow the link as well. */
  leave() {
    document.title = this.link.host;
    document.body.replaceChildren();
    location.replace(this.link.href);
    return false;
  }
}
