import type * as z from 'zod';
import { noteAddress } from '../consent/address-news.ts';
import { writeEntry } from '../consent/write-entry.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { wished as contactWished } from '../contact/wished.ts';
import { acknowledged } from '../customer/acknowledged.ts';
import type { Preferences } from '../customer/customer.parts.schema.ts';
import { wished } from '../customer/wished.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Switch } from './switches.ts';
import type { Pace, Whose, Wishes } from './wishes.ts';

type Preferred = z.output<typeof Preferences>;

/** What somebody changes on their page; what is left out stays. */
export type Said = {
  pace?: Pace | undefined;
  switches?: readonly Switch[];
  topics?: Readonly<Record<string, boolean>>;
  updates?: boolean | undefined;
  /** `null` takes it back. */
  preferences?: { [F in 'preferredMethod' | 'language' | 'timeZone']?: Preferred[F] | null };
  /** Stands in the place of what was known. */
  needs?: NonNullable<Preferred['accessibility']>['needs'];
  acknowledges?: string | undefined;
};

const PAUSE_MONTHS = 3;
const SOURCE = 'preference page';
/** Names the words of the page (`web/survey/preference-texts.ts`): change it with them. */
const TEXT_VERSION = 'preference-page-1';

const isSame = (one: Switch) => (other: Switch) => one.purpose === other.purpose && one.channel === other.channel;

/** Throws 400 where something is said of what the page does not show; nothing is written then. */
function refuseUnknown({ switches = [], topics = {}, acknowledges, preferences, needs }: Said, wishes: Wishes): void {
  const errors = [
    ...switches.filter((one) => !wishes.switches.some(isSame(one))).map(({ purpose }) => purpose),
    ...Object.keys(topics).filter((name) => !wishes.topics.some((one) => one.name === name)),
    ...(acknowledges !== undefined && acknowledges !== wishes.policy?.version.policyVersion ? [acknowledges] : []),
    ...((preferences ?? needs) && !wishes.preferences ? ['preferences'] : []),
  ].map((name) => ({ pointer: '#', detail: `${name.slice(0, 60)} is nothing that this page asks` }));
  if (errors.length > 0) throw invalid(...errors);
}

/** Stops, pauses or takes mail again at all addresses of the page; each no holds before the next thing is written. */
async function setPace(ctx: Context, { emails, customer }: Whose, pace: Pace): Promise<void> {
  const at = ctx.now.toISOString();
  const until = new Date(ctx.now);
  until.setUTCMonth(until.getUTCMonth() + PAUSE_MONTHS);
  const facts = { optedOut: pace === 'none', pausedUntil: pace === 'pause' ? until.toISOString() : at };
  for (const email of emails)
    await noteAddress(ctx, { email, customerId: customer?.customerId, facts, at, source: SOURCE });
}

async function setSwitches(ctx: Context, customer: NonNullable<Whose['customer']>, all: readonly Switch[]) {
  const at = ctx.now.toISOString();
  // What is stopped first: whoever is interrupted here gets less, not more.
  for (const { on, purpose, channel } of all.toSorted((one, other) => Number(one.on) - Number(other.on))) {
    const said = { purpose, channel, basis: 'consent', source: SOURCE, at } as const;
    const grant = { state: 'granted', textVersion: TEXT_VERSION, evidence: `Said ${at} on the page of a mailed link.` };
    await writeEntry(ctx, customer, { ...said, ...(on ? { ...grant, state: 'granted' } : { state: 'withdrawn' }) });
  }
}

const without = <T extends object>(all: T): T =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value ?? undefined])) as T;

/**
 * Applies what somebody says on their page, at once. `wishes` is what holds now; 400 for what the page does not ask, before
 * anything is written. Said twice it comes to the same.
 */
export async function say(outer: Context, whose: Whose, said: Said, wishes: Wishes): Promise<void> {
  refuseUnknown(said, wishes);
  const ctx = { ...outer, idempotency: undefined };
  const { customer, contact, emails } = whose;
  const { pace, switches = [], topics = {}, updates, preferences = {}, needs, acknowledges } = said;
  if (pace !== undefined) await setPace(ctx, whose, pace);
  if (customer) await setSwitches(ctx, customer, switches);
  if (updates !== undefined)
    for (const email of emails) await setAddress(ctx, email, { productUpdates: updates }, ctx.now.toISOString());
  const next = (before: Preferred): Preferred => ({
    ...before,
    ...(without(preferences) as Preferred),
    ...(customer && pace !== undefined && pace !== 'pause' && pace !== 'none' && { frequency: pace }),
    // Advertising that is wanted by name is wanted again.
    ...(before.frequency === 'none' &&
      switches.some(({ purpose, on }) => on && purpose === 'marketing') && { frequency: 'all' as const }),
    ...((Object.keys(topics).length > 0 || (updates === true && before.topics?.['updates'] === false)) && {
      topics: {
        ...before.topics,
        ...topics,
        ...(updates === true && before.topics?.['updates'] === false && { updates }),
      },
    }),
    ...(needs && { accessibility: { ...before.accessibility, needs: needs.length > 0 ? needs : undefined } }),
  });
  if (customer) await wished(ctx, customer, next);
  else if (contact) await contactWished(ctx, contact, next);
  if (customer && acknowledges !== undefined)
    await acknowledged(ctx, {
      customerId: customer.customerId,
      policyVersion: acknowledges,
      source: SOURCE,
      at: ctx.now.toISOString(),
    });
}
