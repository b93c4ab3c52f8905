import type { Channel, Purpose, Refusal } from '../gate/refusal.ts';
import type { Sent } from './clock.ts';
import type { Cap, Limits } from './limits.schema.ts';

const DAY_MS = 86_400_000;

/** What of a person's wishes tightens the caps: so often at most. */
const wished: Record<string, Cap> = { weekly: { max: 1, days: 7 }, monthly: { max: 1, days: 30 } };

type Counted = { purpose: Purpose; channel: Channel; topic?: string | undefined };

/** Whether caps are about a message: about no service, unless nobody asked for it, and about surveys where that is set. */
export const isCounted = ({ purpose, topic }: Counted, { surveysCount }: Pick<Limits, 'surveysCount'>): boolean =>
  purpose === 'survey' ? surveysCount : purpose !== 'service' || topic !== undefined;

/** The first cap that leaves no place for a message, and when it does again; undefined where none is in the way. */
export function capRefusal(
  message: Counted,
  { caps }: Pick<Limits, 'caps'>,
  frequency: string | undefined,
  sent: readonly Sent[],
  now: Date,
): Refusal | undefined {
  const wish = frequency === undefined ? undefined : wished[frequency];
  const all = [
    ...(wish ? [{ cap: wish, rule: `frequency=${frequency}` }] : []),
    ...caps.map((cap) => ({ cap, rule: ruleOf(cap) })),
  ];
  const full = all.flatMap(({ cap, rule }) => {
    if (!isAbout(cap, message)) return [];
    const since = now.getTime() - cap.days * DAY_MS;
    const times = sent
      .filter((one) => isAbout(cap, one) && Date.parse(one.at) > since)
      .map(({ at }) => Date.parse(at))
      .toSorted((one, other) => one - other);
    const leaving = times.at(-cap.max);
    return leaving === undefined ? [] : [{ rule, until: leaving + cap.days * DAY_MS }];
  });
  // Whoever is told when a place is free must not find another cap in the way then.
  const [last] = full.toSorted((one, other) => other.until - one.until);
  return last && { reason: 'frequency_cap', rule: last.rule, nextEligibleAt: new Date(last.until) };
}

const isAbout = (cap: Cap, { purpose, channel }: { purpose: string; channel: string }): boolean =>
  (cap.purpose ?? purpose) === purpose && (cap.channel ?? channel) === channel;

const ruleOf = ({ purpose, channel, max, days }: Cap): string =>
  [
    ...(purpose ? [`purpose=${purpose}`] : []),
    ...(channel ? [`channel=${channel}`] : []),
    `max=${max}`,
    `days=${days}`,
  ].join(' ');
