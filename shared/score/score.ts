import { isNo } from '../consent/current.ts';
import { currentIn } from '../consent/ledger.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { identify, keysOf } from '../customer/identity.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { settingsOf } from '../company/settings.ts';
import { lastHeard } from '../feedback/heard.ts';
import { orNone, Problem } from '../http/problem.ts';
import { change, set } from '../kernel/change.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { shardOf } from '../kernel/ids.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import { isThere } from '../kernel/store.ts';
import { vehiclesOf } from '../vehicle/of-customer.ts';
import { factsOf, reconcileFacts } from './facts.rows.ts';
import { noFacts } from './facts.ts';
import { DAY_MS, type Figure } from './figure.ts';
import { type Figures, figuresOf, noFigures } from './figures.ts';
import { bandOf } from './health.ts';
import { readYardsticks } from './yardsticks.ts';
import type { ScoresInBrief, StoredScore } from './score.schema.ts';
import { scoreIdOf, scores } from './score.store.ts';

type CustomerId = Id<'customer'>;
/** What a score says beside what every record does. */
export type Says = Omit<StoredScore, 'version' | 'createdAt' | 'updatedAt' | 'createdBy'>;

const MOST_HEARD = 50;
const MOST_VEHICLES = 100;
/** Nightly scores are made from 01:00 to 05:00 UTC, after what customers are compared with; each customer has a minute of that. */
const NIGHT_FROM_MINUTES = 60;
const NIGHT_MINUTES = 240;

/** The next instant at which scores of a customer are made anew though nothing happens. */
export function nextNight(customerId: string, now: Date): string {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const minute = NIGHT_FROM_MINUTES + shardOf(customerId, NIGHT_MINUTES);
  const next = midnight + minute * 60_000;
  return new Date(next > now.getTime() ? next : next + DAY_MS).toISOString();
}

/** Whether somebody has said no to being profiled, by whichever channel (GDPR Art. 21(2)). */
const refusesProfiling = async (ctx: Context, customerId: CustomerId): Promise<boolean> =>
  (await currentIn(ctx, customerId, ctx.now.toISOString())).some((one) => one.purpose === 'profiling' && isNo(one));

/** The scores of a customer as what is known of them says now; who has no facts yet gets them. */
async function figuresNow(ctx: Context, customer: StoredCustomer): Promise<Figures> {
  const { customerId, accountTier, restrictedAt } = customer;
  if (restrictedAt !== undefined) return noFigures('restricted');
  if (await refusesProfiling(ctx, customerId)) return noFigures('profiling_refused');
  let facts = (await factsOf(ctx, [customerId])).get(customerId);
  if (!facts && (await reconcileFacts(ctx, customerId)) > 0) facts = (await factsOf(ctx, [customerId])).get(customerId);
  const [heard, vehicles, yardsticks, settings] = await Promise.all([
    lastHeard(ctx, keysOf(customer), MOST_HEARD),
    vehiclesOf(ctx, customerId, MOST_VEHICLES),
    readYardsticks(ctx),
    readCrmSettings(ctx),
  ]);
  const leaseEndDates = vehicles.flatMap(({ leaseEndDate }) => leaseEndDate ?? []);
  const known = { facts: facts ?? noFacts, heard, leaseEndDates, tier: accountTier?.value, yardsticks };
  return figuresOf({ ...known, settings: settings.scores }, ctx.now);
}

type Dated<F> = F & { at: string };

/** A score with since when it is so: what is as it was keeps its instant, so that the same facts write nothing. */
function dated<F extends Figure<unknown>>(now: Date, figure: F, before: Dated<F> | undefined): Dated<F> {
  const { at = now.toISOString(), ...was } = before ?? ({} as Partial<Dated<F>>);
  const plain = compact(figure) as F;
  return {
    ...plain,
    value: figure.value,
    at: jsonEqual({ ...plain, value: figure.value }, was) ? at : now.toISOString(),
  };
}

const isSame = (one: Says, other: Says | undefined): boolean =>
  (['health', 'churnRisk', 'lifetimeValue', 'rfm'] as const).every((name) => jsonEqual(one[name], other?.[name]));

/** What the record of scores says from now on, given what it said; 404 where the customer is gone, or is another one by now. */
export async function saysNow(ctx: Context, customerId: CustomerId, before?: Says): Promise<Says> {
  const customer = await identify(ctx, { customerId });
  if (customer?.customerId !== customerId) throw new Problem('not-found');
  const [now, { timeZone, dayBoundary }] = await Promise.all([figuresNow(ctx, customer), settingsOf(ctx)]);
  const says = {
    scoreId: scoreIdOf(customerId),
    customerId,
    health: dated(ctx.now, now.health, before?.health as Dated<Figure> | undefined),
    churnRisk: dated(ctx.now, now.churnRisk, before?.churnRisk as Dated<Figure> | undefined),
    lifetimeValue: dated(
      ctx.now,
      now.lifetimeValue,
      before?.lifetimeValue as Dated<Figures['lifetimeValue']> | undefined,
    ),
    rfm: dated(ctx.now, now.rfm, before?.rfm as Dated<Figures['rfm']> | undefined),
    day: localDay(ctx.now, timeZone, dayBoundary),
    nextAt: nextNight(customerId, ctx.now),
  };
  const band = now.health.value === null ? undefined : bandOf(now.health.value);
  const was = before?.healthBand;
  return {
    ...says,
    ...(isSame(says, before) && before && { day: before.day }),
    healthBand: band,
    healthBandBefore: band === was ? before?.healthBandBefore : was,
  };
}

/** Names the change of a record of scores: of another band of health people are told, but not of the first one. */
export const actionOf = (before: Pick<Says, 'healthBand'> | undefined, after: Pick<Says, 'healthBand'>): string =>
  before?.healthBand !== undefined && before.healthBand !== after.healthBand ? 'band' : 'score';

/**
 * Makes the scores of a customer anew; the same facts write nothing. Nothing to do where the customer is gone, or is another one
 * by now.
 */
export const score = (ctx: Context, customerId: CustomerId): Promise<unknown> =>
  orNone(set(ctx, scores, scoreIdOf(customerId), actionOf, (before) => saysNow(ctx, customerId, before)));

/** Has the scores of a customer made anew soon: for those of whom many records change at once. */
export async function scoreSoon(ctx: Context, customerId: CustomerId): Promise<void> {
  const now = ctx.now.toISOString();
  const isSoon = (nextAt: string | undefined): boolean => nextAt !== undefined && nextAt <= now;
  const row = await scores.find(ctx, scoreIdOf(customerId));
  if (!isThere(ctx, row)) await score(ctx, customerId);
  else if (!isSoon(row.nextAt))
    await orNone(
      change(ctx, scores, row.scoreId, 'score', (before) =>
        isSoon(before.nextAt) ? before : { ...before, nextAt: now },
      ),
    );
}

const brief = ({ health, healthBand, churnRisk, lifetimeValue, rfm }: Says): ScoresInBrief =>
  compact({ health, healthBand, churnRisk, lifetimeValue, rfm });

/** The scores of a customer as they were made last; undefined where they never were. Strongly consistent. */
export async function storedScores(ctx: Context, customerId: CustomerId): Promise<ScoresInBrief | undefined> {
  const row = await scores.find(ctx, scoreIdOf(customerId));
  return isThere(ctx, row) ? brief(row) : undefined;
}

/** The scores of a customer; made now, and not stored, where they never were. */
export const scoresNow = async (ctx: Context, customerId: CustomerId): Promise<ScoresInBrief> =>
  (await storedScores(ctx, customerId)) ?? brief(await saysNow(ctx, customerId));
