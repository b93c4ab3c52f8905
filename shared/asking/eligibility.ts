import { createHash } from 'node:crypto';
import { type Facts, noAddress, type Refusal, refusalOf } from '../gate/refusal.ts';
import type { AddressStatus, Asked } from '../survey/person.store.ts';

export type Asking = {
  now: Date;
  template: {
    templateId: string;
    quietPeriodDays?: number | undefined;
    samplePercent: number;
    dailyCap?: number | undefined;
  };
  settings: { quietPeriodDays: number; dailyCap?: number | undefined; consentRequired: boolean };
  email: string | undefined;
  address: AddressStatus;
  /** Customers who may be meant, and what they permit; nobody where none is known. */
  who?: Facts['who'];
  /** Surveys that this person got or will get, newest last. */
  asked: readonly Asked[];
  /** Surveys already planned for the day of sending, in all and of this template. */
  plannedToday: { all: number; template: number };
  /** Start of the day after the day of sending. */
  nextDay: Date;
  /** What makes this occasion this occasion; decides the sample, so that a repeated request draws the same lot. */
  occasion: string;
  /** Asks again after a follow-up, whatever the person was asked before. */
  waivesQuietPeriod?: boolean;
};

const DAY = 86_400_000;

/**
 * Whether a person may be asked now; the first rule that refuses, undefined when none does. Lasting
 * refusals come first, because "until when" is only worth telling when nothing lasting stands behind it.
 */
export function refusal(asking: Asking): Refusal | undefined {
  const { address: row, who = [], settings, template, email, now } = asking;
  if (!email) return noAddress;
  return (
    refusalOf({ address: email, purpose: 'survey', channel: 'email', ...settings }, { row, who }, now) ??
    (asking.waivesQuietPeriod ? undefined : quiet(asking)) ??
    sampledOut(asking) ??
    capped(asking, template.dailyCap, asking.plannedToday.template, 'template.dailyCap') ??
    capped(asking, settings.dailyCap, asking.plannedToday.all, 'dailyCap')
  );
}

/**
 * The quiet period: one shared history over all surveys, or, where a template has a period of its own, a
 * history that only mails of that template count in.
 */
export function quiet({ now, template, settings, asked }: Asking): Refusal | undefined {
  const own = template.quietPeriodDays !== undefined;
  const days = template.quietPeriodDays ?? settings.quietPeriodDays;
  const times = asked
    .filter(({ templateId }) => !own || templateId === template.templateId)
    .map(({ at }) => Date.parse(at));
  const until = Math.max(...times, 0) + days * DAY;
  if (days === 0 || times.length === 0 || until <= now.getTime()) return undefined;
  return {
    reason: 'quiet_period',
    rule: `${own ? 'template.' : ''}quietPeriodDays=${days}`,
    nextEligibleAt: new Date(until),
  };
}

function sampledOut({ template, occasion }: Asking): Refusal | undefined {
  if (template.samplePercent >= 100) return undefined;
  const lot = createHash('sha256').update(`${template.templateId}\n${occasion}`).digest().readUInt32BE(0) / 2 ** 32;
  if (lot * 100 < template.samplePercent) return undefined;
  return { reason: 'sampled_out', rule: `samplePercent=${template.samplePercent}` };
}

function capped({ nextDay }: Asking, cap: number | undefined, planned: number, name: string): Refusal | undefined {
  if (cap === undefined || planned < cap) return undefined;
  return { reason: 'daily_cap', rule: `${name}=${cap}`, nextEligibleAt: nextDay };
}
