// Days of the API, "1936-07-20" and "-0043-03-15" in astronomical years, for people.
import { MONTHS, words } from "./words.js";

function parts(day) {
  const [, sign, year, month, date] = day.match(/^(-?)(\d+)-(\d\d)-(\d\d)$/);
  return { year: Number(sign + year), month: Number(month), date: Number(date) };
}

export const yearInWords = (year) => (year > 0 ? String(year) : words.bce(1 - year));

function dayInWords(day) {
  const { year, month, date } = parts(day);
  return `${date} ${MONTHS[month - 1]} ${yearInWords(year)}`;
}

// The shortest of "1936", "July 1936", "1853–1856", "4 October 1853 – 30 March 1856".
export function intervalInWords({ earliest, latest }) {
  if (!earliest && !latest) return words.noDate;
  if (!earliest) return words.until(dayInWords(latest));
  if (!latest) return words.since(dayInWords(earliest));
  if (earliest === latest) return dayInWords(earliest);
  const a = parts(earliest), b = parts(latest);
  const whole = a.month === 1 && a.date === 1 && b.month === 12 && b.date === 31;
  if (whole) return a.year === b.year ? yearInWords(a.year) : `${yearInWords(a.year)}–${yearInWords(b.year)}`;
  const month = a.year === b.year && a.month === b.month && a.date === 1 && b.date >= 28;
  if (month) return `${MONTHS[a.month - 1]} ${yearInWords(a.year)}`;
  return `${dayInWords(earliest)} – ${dayInWords(latest)}`;
}

// A place on the line of time, in years; a day's end is the beginning of the next.
export function place(day, end = false) {
  const { year, month, date } = parts(day);
  const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1];
  return year + (before + date - (end ? 0 : 1)) / 365.25;
}
