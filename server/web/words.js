// Every word that the page says, but for why a text is marked (reasons.js): to translate it, translate
// both.

const LANGUAGE = "en";

const plural = (n, one, many) => `${n.toLocaleString(LANGUAGE)} ${n === 1 ? one : many}`;

export const number = (n) => n.toLocaleString(LANGUAGE);
export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

export const words = {
  title: (what) => (what ? `${what} – Fasti` : "Fasti"),
  passages: (n) => plural(n, "passage", "passages"),
  documents: (n) => plural(n, "document", "documents"),
  passagesIn: (passages, documents) =>
    `${plural(passages, "passage", "passages")} in ${plural(documents, "document", "documents")}`,
  atLeast: (text) => `at least ${text}`,
  shown: (shown, all) => `${number(shown)} of ${number(all)}`,

  entrance: "Passages by word, by date, by actor.",
  entranceHint: "Type words, a name in any of its forms, or a year; or begin with a time below.",
  startWithEra: "Begin with an era",
  startWithActor: "Begin with an actor",

  facets: {
    era: "Eras", century: "Centuries", decade: "Decades", year: "Years", type: "Kinds of actor",
    actor: "Actors", kind: "Kinds of text", document: "Documents", lang: "Languages",
  },
  narrow: "Narrow the results",
  findIn: (facet) => `Find in ${facet.toLowerCase()}`,
  more: "More",
  fewer: "Fewer",
  noValue: "Nothing of this name here.",
  anyOfThese: "any of these",
  allOfThese: "all of these",
  without: (name) => `Without ${name}`,
  filterNot: (name) => `not ${name}`,
  filterAnd: (name) => `and ${name}`,
  remove: (name) => `Remove ${name}`,
  from: "From",
  to: "To",
  apply: "Apply",
  undatedCount: (n) => `${number(n)} undated`,
  outside: (before, after) => [before && `${number(before)} earlier`, after && `${number(after)} later`]
    .filter(Boolean).join(", "),

  time: "In time",
  timeHint: "Drag over the bars to choose a time; click a bar to look closer.",
  asTable: "As a table",
  wholeTime: "Whole time",
  tableHead: ["When", "Passages", "Documents"],
  firstBar: "Beginning of the chosen time",
  lastBar: "End of the chosen time",
  steps: { auto: "fitting bars", century: "centuries", decade: "decades", year: "years", month: "months", day: "days" },
  barsBy: "Bars by",
  bar: (label, passages) => `${label}: ${plural(passages, "passage", "passages")}`,

  results: "Results",
  orders: { relevance: "best first", date: "oldest first", "-date": "newest first" },
  byDocument: "one a document",
  moreFromDocument: (n) => `${plural(n, "passage", "passages")} of this document`,
  next: "More results",
  previous: "Earlier results",
  nothing: "Nothing matches.",
  nothingHelp: "Fewer words find more, as do the first letters of a word with a star.",
  nothingWithout: (filter) => `Search without ${filter}`,
  didYouMean: "Did you mean",
  relaxed: "No passage has all these words; these have some of them.",
  around: "Show what is around it",
  lessAround: "Hide what is around it",
  similar: "Similar passages",
  read: "Read on",
  cite: "Cite",
  apiCall: "The API call for this",
  apiCalls: "The API calls that brought this page",
  takeAway: "Take away all",

  noDate: "at no known time",
  until: (day) => `until ${day}`,
  since: (day) => `from ${day}`,
  bce: (year) => `${year} BCE`,

  passage: "Passage",
  before: "Previous passage",
  after: "Next passage",
  inDocument: "In the document",
  outline: "Contents",
  source: "Source",
  licence: "Licence",
  sourceFile: (file, begin, end) => `${file}, bytes ${number(begin)} to ${number(end)}`,
  related: "Related",
  linkedFrom: (shown, all) => (shown < all ? `Linked from ${number(all)}, of them ${number(shown)}` : "Linked from"),
  searchWithin: "Search in this document",

  aliases: "Also",
  life: (from, to) => `${from || "?"} – ${to || ""}`,
  parent: "Part of",
  parts: "Parts",
  predecessors: "Before it",
  successors: "After it",
  seenAs: "Named in the texts as",
  companions: "Named together with",
  companionsPicture: (name) => `${name} and those who are named with it most tellingly; the same as a list below`,
  firstDate: "First date beside it",
  lastDate: "Last date beside it",
  itsPassages: "Passages that name it",
  itsDocument: "Document about it",
  elsewhere: "Elsewhere",

  kinds: { actor: "actor", title: "title", word: "word", era: "era" },

  citation: "Citation",
  copy: "Copy",
  copied: "Copied",
  close: "Close",
  formats: { bibtex: "BibTeX", ris: "RIS", csljson: "CSL-JSON", csv: "CSV", jsonl: "JSON Lines" },

  about: "How to search",
  aboutKeys: "The key / brings you to the search box, arrows choose a suggestion, Escape closes it.",

  serverSilent: "The server did not answer. Is it running?",
  example: (text) => `For example: ${text}`,
  noSuch: "There is nothing at this address.",
  keyWanted: "This server wants a key.",
};
