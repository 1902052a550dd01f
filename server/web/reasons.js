// Why something in a text is marked, in words. The server reads this file, too, for its plain pages:
// but for these lines it is one JSON object. A rule with "" says no more than its date or its name.
export const reasons = {
  "note": "What is underlined with dots is marked by machine: point at it to see why.",
  "list": "What is marked, and why",
  "about": "about",
  "undated": "no date",
  "grain": {
    "day": "a day", "month": "a month", "season": "a season", "quarter": "a quarter of a year",
    "year": "a year", "decade": "a decade", "century": "a century", "event": "an event"
  },
  "dateRule": {
    "iso-day": "", "numeric-day": "", "day-month": "", "month-day": "", "year-month-day": "",
    "iso-month": "", "month-year": "", "month": "", "day": "", "this-month-day": "",
    "season": "", "quarter": "", "decade": "", "century": "", "millennium": "a millennium",
    "era-year": "", "year": "", "year-in-words": "",
    "same-unit": "", "next-unit": "", "counted-units": "", "next-named": "",
    "hijri": "", "rumi": "", "republican": "", "feast": "the day of a feast",
    "part": "a part of a longer time", "turn-of-century": "the turn of a century",
    "range": "a stretch of time", "year-range": "a stretch of time", "day-range": "a stretch of time",
    "open": "a stretch of time", "both": "two times together", "either": "one of two times",
    "two-calendars": "a day told in two calendars",
    "before": "a time up to then", "after": "a time from then on",
    "life": "", "event": "", "marked": "", "correction": "set right by hand", "document": ""
  },
  "ruleUnknown": "by the rule “{}”",
  "kind": { "point": "", "vague": "at some time in it", "span": "" },
  "calendar": {
    "gregorian": "", "julian": "Julian calendar", "hijri": "Islamic calendar",
    "rumi": "Ottoman fiscal calendar", "republican": "French Republican calendar"
  },
  "from": {
    "explicit": "as written", "context": "worked out from a date before it",
    "heading": "worked out from the heading above it",
    "document": "worked out from the date of its document",
    "editor": "as its editor says", "none": "of a year that is not told"
  },
  "fromEvent": "with the time of “{}”",
  "fromUnknown": "from “{}”",
  "role": {
    "narrative": "", "premodifier": "", "citation": "in a citation", "quotation": "in a quotation",
    "life": "of a birth, a death or a reign", "heading": "in a heading", "caption": "in a caption"
  },
  "above": { "heading": "the date of the heading above it", "document": "the date of its document" },
  "evidence": { "name": "by name", "metonym": "by a metonym", "adjective": "by an adjective" },
  "mentionRule": {
    "name": "", "adjective": "", "surname": "of which its document has the whole",
    "head": "by its noun alone, after the whole name",
    "capital": "a capital that stands for its state", "seat": "what its government sits in",
    "state of the time": "the state of that time", "link": "as a link of the text says",
    "marked": "as its editor says", "correction": "set right by hand"
  },
  "byHand": ["marked", "correction"]
};
