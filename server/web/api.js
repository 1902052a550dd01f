// Asks the public API, and nothing else.
import { served } from "./address.js";
import { byId } from "./dom.js";
import { words } from "./words.js";

const calls = new WeakMap();  // by the signal of a view
export const callsOf = (signal) => calls.get(signal) ?? [];

function call(path, parameters, signal) {
  const query = parameters?.toString();
  const address = query ? `${path}?${query}` : path;
  if (signal) calls.set(signal, [...callsOf(signal), address]);
  return address;
}

// The JSON of an answer; throws the problem, { status, detail, example }, that the server tells.
export async function ask(path, parameters, signal) {
  let answer;
  try {
    answer = await fetch(call(path, parameters, signal), { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw { status: 0, detail: words.serverSilent };
  }
  const body = await answer.json().catch(() => ({ detail: words.serverSilent }));
  if (!answer.ok) throw { status: answer.status, ...body };
  return body;
}

// The same of what the server has asked already, for readers without a script: its page brings the
// answer.
export async function askAtFirst(path, parameters, signal) {
  const block = byId("answer");
  block?.remove();
  if (!block || served !== location.pathname + location.search) return ask(path, parameters, signal);
  call(path, parameters, signal);
  return JSON.parse(block.textContent);
}

export async function askText(path, signal) {
  const answer = await fetch(path, { signal });
  if (!answer.ok) throw { status: answer.status };
  return answer.text();
}

let eras;
// The named periods; they change with the index only.
export function askEras() {
  eras ??= ask("/v1/eras").then((body) => body.eras).catch(() => []);
  return eras;
}
