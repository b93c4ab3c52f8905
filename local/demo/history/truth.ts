/** How the history of the demo company is laid out, and what is hidden in it for analyses to find. */

const DAY_MS = 86_400_000;
/** Days of the history; the last one is yesterday. */
export const DAYS = 730;
const MONTHS = 24;

/** The first day, counted from 0, of the month `number` of 24. */
export const firstOfMonth = (number: number): number => Math.floor(((number - 1) * DAYS) / MONTHS);

export const monday = { csat: -0.2, volume: 1.3 } as const;
export const december = { volume: 1.2 } as const;
export const driver = { category: 'delivery', share: 0.15, raised: 0.35, csat: -0.6, months: [14, 15] } as const;
export const drop = { csat: -0.8, days: 42, month: 19 } as const;
export const strong = { agentId: 'agent-9', csat: 0.3 } as const;
export const weak = { agentId: 'agent-11', category: 'billing', csat: -0.9 } as const;
export const rising = { theme: 'app login', share: 0.03, times: 3, days: 28 } as const;
/** Answers by tier, as shares of those who were asked; bronze customers are also less happy, and rate as seldom. */
export const answering = { bronze: 0.16, silver: 0.42, gold: 0.48, platinum: 0.45, bronzeCsat: -0.5 } as const;
/** How much a ticket loses per standard deviation of the logarithm of its resolution time. */
export const slowness = -0.26;

/** The day (`YYYY-MM-DD`) of the history, counted from 0, where it ends on the day before `now`. */
export const dayOf = (now: Date, index: number): string =>
  new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (DAYS - index) * DAY_MS).toISOString().slice(0, 10);

/** The truth about a history, in days of the calendar: what `planted.json` says. */
export function plantedTruth(now: Date, seed: number) {
  const day = (index: number): string => dayOf(now, index);
  const dropFrom = firstOfMonth(drop.month);
  const [first, last] = driver.months;
  return {
    seed,
    from: day(0),
    to: day(DAYS - 1),
    season: { weekday: 1, csat: monday.csat, volume: monday.volume, december: december.volume },
    driver: {
      from: day(firstOfMonth(first)),
      to: day(firstOfMonth(last + 1) - 1),
      category: driver.category,
      share: driver.share,
      raised: driver.raised,
      csat: driver.csat,
    },
    drop: { from: day(dropFrom), to: day(dropFrom + drop.days - 1), csat: drop.csat },
    recovery: { from: day(dropFrom + drop.days) },
    agents: { strong, weak },
    theme: { theme: rising.theme, from: day(DAYS - rising.days), times: rising.times },
    nonResponse: answering,
    slowness: { rho: -0.3 },
  };
}
export type Planted = ReturnType<typeof plantedTruth>;
