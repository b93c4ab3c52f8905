import { randomOf } from '../../../shared/kernel/random.ts';
import type { DayEffects } from './effects.ts';
import { categories } from './people.ts';
import { driver, weak } from './truth.ts';

const MINUTE_MS = 60_000;
const CUSTOMERS = 900;
const BILLING_TEAM = 'team-field';
const BILLING_SHARE = 0.45;

/** Random numbers of one seed. */
export type Draw = { random: () => number; pick: <T>(list: readonly T[]) => T };

export function drawOf(seed: number): Draw {
  const random = randomOf(seed);
  return { random, pick: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number] };
}

/** A number of events where so many come on average (Knuth). */
export function poisson({ random }: Draw, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  for (; product > limit; count++) product *= random();
  return count;
}

/** An instant of a working day. */
export const instantOn = ({ random }: Draw, day: string): string =>
  new Date(Date.parse(`${day}T08:00:00.000Z`) + Math.floor(random() * 720) * MINUTE_MS).toISOString();

export const customerOf = ({ random }: Draw): number => Math.floor(random() * CUSTOMERS);

export const personOf = (customer: number) => ({
  customerId: `H-${1000 + customer}`,
  contact: { name: `Customer H${1000 + customer}`, email: `h${1000 + customer}@example.com` },
});

export const idOf = (kind: string, index: number): string => `${kind}-${String(index + 1).padStart(5, '0')}`;

/** What a contact is about; the field team is asked about bills most of all. */
export function categoryOf({ random, pick }: Draw, { deliveryShare }: DayEffects, teamId: string): string {
  if (random() < deliveryShare) return driver.category;
  return teamId === BILLING_TEAM && random() < BILLING_SHARE ? weak.category : pick(categories);
}
