// Asks the public API, and nothing else.
import { words } from "./words.js";

// The JSON of an answer; throws the problem, { status, detail, example }, that the server tells.
export async function ask(path, parameters, signal) {
  const query = parameters?.toString();
  let answer;
  try {
    answer = await fetch(query ? `${path}?${query}` : path, { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw { status: 0, detail: words.serverSilent };
  }
  const body = await answer.json().catch(() => ({ detail: words.serverSilent }));
  if (!answer.ok) throw { status: answer.status, ...body };
  return body;
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
