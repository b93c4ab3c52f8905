import { type Counters, excludedOf } from './counters.ts';
import { proportion, type Reading } from './readings.ts';

/** How many things there are of some kinds; `parts` names the counters of the kinds as callers see them. */
export const tally =
  (parts: (counters: Counters) => Record<string, number>, family: string) =>
  (counters: Counters): Reading => {
    const breakdown = parts(counters);
    const n = sum(breakdown);
    return { value: n === 0 ? null : n, n, excluded: excludedOf(counters, family), breakdown };
  };

/** The share of one part in all parts, from 0 to 1, with its Wilson interval. */
export const shareOf =
  (wanted: string, parts: (counters: Counters) => Record<string, number>, family: string) =>
  (counters: Counters): Reading => {
    const breakdown = parts(counters);
    return {
      ...proportion(breakdown[wanted] ?? 0, sum(breakdown), 1),
      excluded: excludedOf(counters, family),
      breakdown,
    };
  };

/** What is there at this moment; that nothing is there is a number, too. */
export const present = ({ now }: Counters): Reading => ({ value: now ?? null, n: now ?? 0, excluded: {} });

const sum = (parts: Record<string, number>): number => Object.values(parts).reduce((all, count) => all + count, 0);

export const openings = ({ opened = 0, reopened = 0 }: Counters) => ({ first: opened - reopened, again: reopened });
export const reopenings = ({ reopened = 0 }: Counters) => ({ again: reopened });
export const closings = ({ resolved = 0, 'no-action': noAction = 0 }: Counters) => ({ resolved, no_action: noAction });
export const closingsInTime = ({ resolved = 0, 'on-time': onTime = 0 }: Counters) => ({
  onTime,
  late: resolved - onTime,
});
export const touchesInTime = ({ 'touch-on-time': onTime = 0, 'touch-late': late = 0 }: Counters) => ({ onTime, late });
/** Of customers who were not happy and were asked again after the follow-up: the share of those who are happy now. */
export const recoveries = (counters: Counters): Reading => {
  const { resurveyed: asked = 0, recovery: answered = 0, recovered = 0, improved = 0 } = counters;
  return {
    ...proportion(recovered, answered, 1),
    excluded: excludedOf(counters, 'recovery'),
    breakdown: { asked, answered, recovered, improved },
  };
};
export const ended = ({ delivered = 0, failed = 0 }: Counters) => ({ delivered, failed });
export const tries = ({ delivered = 0, 'first-try': first = 0 }: Counters) => ({ first, later: delivered - first });
export const alertsOpened = ({ opened = 0 }: Counters) => ({ opened });
export const verdicts = (counters: Counters) =>
  Object.fromEntries(
    ['useful', 'false_alarm', 'known', 'other'].map((verdict) => [verdict, counters[`verdict:${verdict}`] ?? 0]),
  );
export const decisions = ({ decided = 0 }: Counters) => ({ decided });
export const suggestionsKept = ({ kept = 0, changed = 0 }: Counters) => ({ kept, changed });
/** People of shipped initiatives: told, or by the reason why not. */
export const peopleTold = (counters: Counters): Record<string, number> => {
  const parts: Record<string, number> = { sent: counters['told'] ?? 0 };
  for (const [name, count] of Object.entries(counters))
    if (name.startsWith('untold:') && count !== 0) parts[name.slice('untold:'.length)] = count;
  return parts;
};
