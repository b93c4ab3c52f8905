import { me } from '../session/me.ts';
import { locale, texts } from '../texts/console.ts';

const MINUTE = 60_000;
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
];

/** How long ago, or how far ahead; beyond a month, the day. */
export function relative(at: string, now = Date.now()): string {
  const minutes = (Date.parse(at) - now) / MINUTE;
  const days = minutes / 1440;
  if (Math.abs(days) > 31)
    return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: me().timeZone }).format(new Date(at));
  const [unit, size] = steps.find(([, least]) => Math.abs(minutes) >= least) ?? ['minute', 1];
  const count = Math.trunc(minutes / size);
  return count === 0 ? texts().justNow : new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(count, unit);
}

/** The moment in the company's time zone. */
export const exact = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: me().timeZone }).format(
    new Date(at),
  );

export const When = ({ at }: { at: string }) => (
  <time dateTime={at} title={`${exact(at)} (${me().timeZone})`}>
    {relative(at)}
  </time>
);
