import { nextInWindow, type SendingWindow } from '../asking/sending-window.ts';
import type { Limits } from './limits.schema.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const openHours = (quiet: Limits['quietHours']): SendingWindow | undefined =>
  quiet && { weekdays: everyDay, from: quiet.to, to: quiet.from };

/** The first instant that lies outside quiet hours and in a window of a sender, if there is one within some days. */
export function firstOpen(
  from: Date,
  { quietHours }: Pick<Limits, 'quietHours'>,
  timeZone: string,
  window?: SendingWindow,
): Date {
  let at = from;
  for (let round = 0; round < 10; round++) {
    const next = [window, openHours(quietHours)].reduce((time, hours) => nextInWindow(time, hours, timeZone), at);
    if (next.getTime() === at.getTime()) return at;
    at = next;
  }
  return at;
}
