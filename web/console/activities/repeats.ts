import { locale } from '../texts/console.ts';
import { activityTexts } from './texts/texts.ts';

const everies = {
  daily: { FREQ: 'DAILY', INTERVAL: '1' },
  weekly: { FREQ: 'WEEKLY', INTERVAL: '1' },
  twoWeeks: { FREQ: 'WEEKLY', INTERVAL: '2' },
  monthly: { FREQ: 'MONTHLY', INTERVAL: '1' },
  yearly: { FREQ: 'YEARLY', INTERVAL: '1' },
} as const;
export type Every = keyof typeof everies;
const names = Object.keys(everies) as Every[];

/** How an activity comes again, as far as a form knows it; each part as text, '' where nothing is typed yet. */
export type Repeat = { every: Every; end: 'count' | 'until'; count: string; until: string };

const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL'];

/** What a rule (RRULE, RFC 5545) says, also one that lacks its number or day; undefined where it says more than a form knows. */
export function repeatOf(rule: string): Repeat | undefined {
  const said = Object.fromEntries(rule.split(';').map((part) => part.split('=', 2))) as Record<string, string>;
  const { FREQ, INTERVAL = '1', COUNT, UNTIL } = said;
  const every = names.find((one) => everies[one].FREQ === FREQ && everies[one].INTERVAL === INTERVAL);
  // Either of the two, not both; a day, not an instant.
  const isPlain =
    Object.keys(said).every((name) => known.includes(name)) && (COUNT === undefined) !== (UNTIL === undefined);
  if (!every || !isPlain || !/^(\d{8})?$/.test(UNTIL ?? '')) return undefined;
  const until = (UNTIL ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return { every, end: COUNT === undefined ? 'until' : 'count', count: COUNT ?? '', until };
}

/** The rule of what was chosen. */
export function ruleOf({ every, end, count, until }: Repeat): string {
  const { FREQ, INTERVAL } = everies[every];
  return [
    `FREQ=${FREQ}`,
    ...(INTERVAL === '1' ? [] : [`INTERVAL=${INTERVAL}`]),
    end === 'count' ? `COUNT=${count}` : `UNTIL=${until.replaceAll('-', '')}`,
  ].join(';');
}

/** What a rule lacks, where it can be said before it is sent. */
export function faultOf(rule: string): string | undefined {
  const a = activityTexts();
  const repeat = repeatOf(rule);
  if (repeat?.end === 'count' && !/^[1-9]\d{0,3}$/.test(repeat.count)) return a.countNeeded;
  return repeat?.end === 'until' && repeat.until === '' ? a.untilNeeded : undefined;
}

const dayName = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));

/** How often something comes again, in a word or two. */
export const everyWords = (rule: string): string => {
  const repeat = repeatOf(rule);
  return repeat ? activityTexts().everies[repeat.every] : activityTexts().repeating;
};

/** A rule in words; one that a form does not know is said as it is. */
export function ruleWords(rule: string): string {
  const a = activityTexts();
  if (rule === '') return a.never;
  const repeat = repeatOf(rule);
  if (!repeat || faultOf(rule)) return rule;
  const { every, end, count, until } = repeat;
  return `${a.everies[every]}, ${end === 'count' ? a.times(Number(count)) : a.untilDay(dayName(until))}`;
}
