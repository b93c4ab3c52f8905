/** A rule as people choose it: a day of the week or of the month and a time, or a rule of their own. */
export type Chosen =
  | { often: 'weekly'; weekday: number; time: string }
  | { often: 'monthly'; day: number; time: string }
  | { often: 'own'; cron: string };

const two = (number: string): string => number.padStart(2, '0');
const inRange = (text: string | undefined, low: number, high: number): boolean =>
  text !== undefined && /^\d{1,2}$/.test(text) && Number(text) >= low && Number(text) <= high;

/** What a rule of five fields means, where it is one of the simple ones. */
export function chosenOf(cron: string): Chosen {
  const [minute, hour, day, month, weekday, ...more] = cron.trim().split(/\s+/);
  const own = { often: 'own', cron } as const;
  if (more.length > 0 || month !== '*' || !inRange(minute, 0, 59) || !inRange(hour, 0, 23)) return own;
  const time = `${two(hour ?? '')}:${two(minute ?? '')}`;
  if (day === '*' && inRange(weekday, 0, 7)) return { often: 'weekly', weekday: Number(weekday) % 7, time };
  if (weekday === '*' && inRange(day, 1, 31)) return { often: 'monthly', day: Number(day), time };
  return own;
}

export function cronOf(chosen: Chosen): string {
  if (chosen.often === 'own') return chosen.cron;
  const [hour = '7', minute = '0'] = chosen.time.split(':');
  const at = `${Number(minute)} ${Number(hour)}`;
  return chosen.often === 'weekly' ? `${at} * * ${chosen.weekday}` : `${at} ${chosen.day} * *`;
}

/** The same time of day in another rhythm. */
export function inRhythm(often: Chosen['often'], before: Chosen | undefined): Chosen {
  const time = before && before.often !== 'own' ? before.time : '07:00';
  if (often === 'weekly') return { often, weekday: 1, time };
  if (often === 'monthly') return { often, day: 1, time };
  return { often, cron: before ? cronOf(before) : '0 7 * * 1' };
}
