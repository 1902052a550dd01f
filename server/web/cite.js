// A dialog to cite a passage or to take passages away, and to see the call that brought them.
import { h } from "./dom.js";
import { words } from "./words.js";

// `text` to copy, or ""; `exports` the address of an export without its format; `call` that of the
// API's answer.
export function openCite({ text, exports, call }) {
  const said = h("span", { role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without leave for the clipboard: select it, for the keyboard to copy.
      getSelection().selectAllChildren(dialog.querySelector("blockquote"));
      document.execCommand("copy");
    }
    said.textContent = words.copied;
  };
  const withFormat = (format) => `${exports}${exports.includes("?") ? "&" : "?"}format=${format}`;
  const dialog = h("dialog", { class: "cite", "aria-label": text ? words.citation : words.takeAway, onclose: () => dialog.remove() },
    text && h("blockquote", { dir: "auto" }, text),
    text && h("p", {}, h("button", { type: "button", onclick: copy }, words.copy), " ", said),
    h("ul", { class: "formats" }, Object.entries(words.formats).map(([format, label]) =>
      h("li", {}, h("a", { href: withFormat(format), download: true }, label)))),
    h("p", { class: "call" }, words.apiCall, h("br"), h("a", { href: call }, h("code", {}, new URL(call, location.href).href))),
    h("form", { method: "dialog" }, h("button", {}, words.close)));
  document.body.append(dialog);
  dialog.showModal();
}

// “Treaty of Kars”, Straits › 1921, 1921. https://… (passage treaty-of-kars:3fa9c01b).
export function citation({ id, document: source, heading }) {
  const url = source.url ?? new URL(`/passage/${encodeURIComponent(id)}`, location.origin).href;
  const place = [`“${source.title}”`, heading.join(" › "), source.date].filter(Boolean).join(", ");
  return `${place}. ${url} (passage ${id}).`;
}

export function citeButton(passage, call = `/v1/passages/${encodeURIComponent(passage.id)}`) {
  return h("button", {
    type: "button", class: "quiet",
    onclick: () => openCite({ text: citation(passage), exports: `/v1/passages/${encodeURIComponent(passage.id)}/export`, call }),
  }, words.cite);
}
