import { sized } from "./bubble.js";
import { filled, icon, make } from "./make.js";

/**
 * Where one writes: words, and files by button, paste or drop. does.send gets { text, files }, and says by an error why
 * not; does.attach uploads one file; does.type tells that somebody writes. before: what is asked before the first word.
 */
export class Composer {
  files = [];

  constructor({ words, about, does, before = [] }) {
    Object.assign(this, { words, about, does });
    this.field = make("textarea", { rows: 1, maxlength: 5000, placeholder: words.write, "aria-label": words.write, enterkeyhint: "send",
      oninput: () => this.grow(), onkeydown: (event) => this.key(event),
      onpaste: (event) => event.clipboardData.files.length && does.attach && (event.preventDefault(), this.add(event.clipboardData.files)) });
    this.chips = make("ul", { class: "chips", hidden: true });
    this.form = make("form", { onsubmit: (event) => this.submit(event) }, before, this.chips,
      before.length ? [this.field, make("button", { type: "submit", class: "solid" }, words.begin)] : this.row(),
      about.previews && make("small", { class: "previewed" }, words.previewed));
  }

  row() {
    const { words, does } = this;
    const picker = make("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-hidden": "true", onchange: () => (this.add(picker.files), (picker.value = "")) });
    const tool = (name, label, onclick) => make("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick }, icon(name));
    return make("div", { class: "write" },
      does.attach && [picker, tool("clip", words.attach, () => picker.click())],
      (this.smile = tool("smile", words.emoji, () => this.choose())),
      this.field, make("button", { type: "submit", class: "send", "aria-label": words.send }, icon("send")));
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  grow() {
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${Math.min(this.field.scrollHeight + 2, 140)}px`;
    this.does.type(this.field.value);
  }

  /** Put something where the cursor is. */
  insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.grow();
    this.field.focus();
  }

  async choose() {
    if (this.emoji) return this.shut();
    const { picker } = await import("./emoji.js");
    this.smile.setAttribute("aria-expanded", "true");
    this.emoji = picker((one) => this.insert(one), () => (this.shut(), this.field.focus()), this.words.emoji);
    this.form.prepend(this.emoji);
    this.emoji.querySelector("button").focus();
  }

  shut() {
    this.emoji?.remove();
    this.emoji = null;
    this.smile.setAttribute("aria-expanded", "false");
  }

  add(files) {
    for (const file of files) {
      if (file.size > this.about.largest * 2 ** 20) this.does.complain(filled(this.words.too_large, file.name, this.about.largest));
      else if (this.files.length >= this.about.files) this.does.complain(filled(this.words.too_many, this.about.files));
      else this.take(file);
    }
    this.field.focus();
  }

  take(file) {
    const one = { name: file.name || "image.png", type: file.type, size: file.size };
    const chip = make("li", {}, make("span", {}, `${one.name} (${sized(one.size)})`),
      make("button", { type: "button", "aria-label": filled(this.words.remove, one.name), onclick: () => this.drop(one) }, "×"));
    Object.assign(one, { chip, there: this.does.attach(file).then((answer) => (one.file = answer.file)) });
    one.there.catch((failed) => (this.drop(one), this.does.complain(failed.says || filled(this.words.not_attached, one.name))));
    this.files.push(one);
    this.chips.append(chip);
    this.chips.hidden = false;
  }

  drop(one) {
    this.files = this.files.filter((other) => other !== one);
    one.chip.remove();
    this.chips.hidden = !this.files.length;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if ((!text && !this.files.length) || this.busy) return;
    this.busy = true;
    try {
      await Promise.all(this.files.map((one) => one.there));
      await this.does.send({ text, files: this.files.map(({ file, name, type, size }) => ({ file, name, type, size })) });
      this.field.value = "";
      for (const one of this.files) this.drop(one);
      this.grow();
    } catch (failed) {
      this.does.fail(failed);
    } finally {
      this.busy = false;
    }
  }
}
