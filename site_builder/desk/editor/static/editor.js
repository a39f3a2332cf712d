/* Keeps what is typed until it is saved, and tells as one types what is wrong. Without it, forms work all the same. */

const PAUSE = 700; // milliseconds without another letter

/** Sends a form to the draft's address after each pause, and says beside the field that was typed in what is wrong. */
class DraftKeeper {
  constructor(form) {
    this.form = form;
    this.told = document.querySelectorAll("[data-kept]"); // one of them is shown
    this.isOpen = false; // something is typed that is not kept
    this.isSure = false; // the editor has just answered
    this.isLeaving = false;
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.note(event.target));
    form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("beforeunload", (event) => {
      if (this.isOpen) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.isOpen) this.keep();
    });
  }

  note(field) {
    this.field = field;
    this.isOpen = true;
    this.say("Not saved yet.");
    clearTimeout(this.timer);
    clearTimeout(this.drawing); // to draw a page takes longer than to save, and would hold it up
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  /** Lets the form go once the editor is sure to know it: it may have been started again since this page was opened. */
  async leave(event) {
    if (this.isSure) return;
    event.preventDefault();
    clearTimeout(this.drawing);
    this.isLeaving = true;
    this.say("One moment …");
    await this.keep();
    this.isLeaving = false;
    this.isSure = !this.isOpen;
    if (this.isSure) this.form.requestSubmit(event.submitter);
  }

  async send(field) {
    const body = new URLSearchParams(new FormData(this.form));
    body.set("judge", field?.name ?? "");
    return fetch(this.form.dataset.draft, { method: "POST", body, keepalive: document.hidden });
  }

  /** Takes the token of an editor that was started again, from the page as it sends it now. */
  async renew() {
    const page = await (await fetch(location.pathname)).text();
    const token = /name="token" value="([\w-]+)"/.exec(page)?.[1];
    for (const one of document.querySelectorAll("input[name=token]")) one.value = token;
  }

  async keep() {
    clearTimeout(this.timer);
    this.isOpen = false;
    const { field } = this;
    try {
      let answer = await this.send(field);
      if (answer.status === 403) {
        await this.renew();
        answer = await this.send(field);
      }
      if (!answer.ok) throw new Error(answer.status);
      const { faults } = await answer.json();
      if (!this.isLeaving) this.say("Kept as a draft. Not saved yet.");
      if (field && faults) this.tell(field, faults[field.name] ?? "");
      if (!this.isLeaving) this.drawing = setTimeout(() => this.draw(), PAUSE);
    } catch {
      this.isOpen = true;
      this.say("The editor does not answer, so nothing more is kept. Leave this page open, and start the editor again.");
    }
  }

  /** Shows the page beside the form with what is typed. */
  draw() {
    const frame = document.querySelector("iframe[data-drawn]");
    const says = document.querySelector("[data-says]");
    if (!frame || !frame.checkVisibility?.()) return;
    frame.contentWindow.location.replace(frame.dataset.drawn);
    says.textContent = says.dataset.says;
  }

  /** Says what is wrong below a field, in a place that is read out when it changes. */
  tell(field, words) {
    const box = field.closest(".field");
    if (!box) return;
    let place = box.querySelector("[data-live]");
    if (!place) {
      place = document.createElement("p");
      place.dataset.live = "";
      place.className = "field__faults";
      place.setAttribute("role", "status");
      box.append(place);
    }
    for (const old of box.querySelectorAll("div.field__faults")) old.hidden = true;
    box.classList.toggle("field--wrong", words !== "");
    field.toggleAttribute("aria-invalid", words !== "");
    if (place.textContent !== words) place.textContent = words;
  }

  say(words) {
    for (const one of this.told) if (one.textContent !== words) one.textContent = words;
  }
}

/** Lets a click into a photograph set the two numbers of the point that must not be cut off. */
class FocusPoint {
  constructor(frame) {
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
