/* Keeps what is typed until it is saved, and tells as one types what would be wrong. Without it, forms work all the same. */

const PAUSE = 700; // milliseconds without another letter

/** Sends a form to the draft's address after each pause, and shows beside each field that was touched what is wrong. */
class DraftKeeper {
  constructor(form) {
    this.form = form;
    this.told = form.querySelector("[data-kept]");
    this.touched = new Set();
    this.isOpen = false; // something is typed that is not kept
    form.addEventListener("input", (event) => this.note(event.target));
    form.addEventListener("change", (event) => this.note(event.target));
    form.addEventListener("submit", () => { this.isOpen = false; clearTimeout(this.timer); });
    addEventListener("beforeunload", (event) => { if (this.isOpen) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.isOpen) this.keep(); });
  }

  note(field) {
    this.touched.add(field.name);
    this.isOpen = true;
    this.say("Not saved yet.");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    clearTimeout(this.timer);
    this.isOpen = false;
    try {
      const answer = await fetch(this.form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        keepalive: document.hidden,
      });
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.json());
    } catch {
      this.isOpen = true;
      this.say("The editor does not answer. Nothing more is kept: leave this page open, and start the editor again.");
    }
  }

  show(facts) {
    this.say("Kept as a draft, not saved yet.");
    for (const [name, words] of Object.entries(facts.faults ?? {})) {
      if (this.touched.has(name)) this.tell(name, words);
    }
    for (const name of this.touched) if (!facts.faults?.[name]) this.tell(name, "");
  }

  tell(name, words) {
    const place = document.getElementById(`${name}-live`);
    if (place && place.textContent !== words) place.textContent = words;
  }

  say(words) {
    if (this.told && this.told.textContent !== words) this.told.textContent = words;
  }
}

/** Lets a click into a photograph set the two numbers of the point that must not be cut off. */
class FocusPoint {
  constructor(frame) {
    this.frame = frame;
    this.mark = frame.querySelector("[data-mark]");
    [this.across, this.down] = ["across", "down"].map((name) => document.getElementById(name));
    frame.querySelector("img").addEventListener("click", (event) => this.set(event));
    for (const field of [this.across, this.down]) field.addEventListener("input", () => this.draw());
    this.mark.hidden = false;
    this.draw();
  }

  set(event) {
    const box = event.target.getBoundingClientRect();
    this.across.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    this.down.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    this.draw();
  }

  draw() {
    this.mark.style.setProperty("--across", `${this.across.value || 50}%`);
    this.mark.style.setProperty("--down", `${this.down.value || 45}%`);
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) new DraftKeeper(form);
for (const frame of document.querySelectorAll("[data-focus]")) new FocusPoint(frame);
document.getElementById("to-mend")?.focus();
