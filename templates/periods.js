/** The days that a date may mean, when it is a year, a month or a day; as numbers: 20180418. */

const EARLIEST = 0;
const LATEST = 99991231;

/**
 * The first and the last day that "2018", "2018-04" or "2018-04-18" may mean; null where it is no
 * date. Months have 31 days here: no one asks for 31 June.
 * @param {string} date
 * @returns {[number, number] | null}
 */
function daysOf(date) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map((part) => Number(part ?? 0));
  if (!isDay(year, match[2] ? month : 1, match[3] ? day : 1)) return null;
  const began = year * 10000;
  return [began + (month || 1) * 100 + (day || 1), began + (month || 12) * 100 + (day || 31)];
}

/**
 * Whether there is such a day; after 400 years the calendar begins anew.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function isDay(year, month, day) {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/**
 * The days of a date, or of a range as "2016-07..2017", either end of which may be open; null
 * where it is neither. A range may end before it begins.
 * @param {string} dates
 */
function daysBetween(dates) {
  const dots = dates.indexOf("..");
  if (dots < 0) return daysOf(dates);
  const [first, last] = [dates.slice(0, dots), dates.slice(dots + 2)];
  const begin = first ? daysOf(first) : [EARLIEST, EARLIEST];
  const end = last ? daysOf(last) : [LATEST, LATEST];
  return begin && end && (first || last) ? [begin[0], end[1]] : null;
}
