import { judgedCounters, type Tally } from '../analysis/judged.counters.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import type { Judged } from './review-sample.schema.ts';
import { judgementsOf, samples } from './review-sample.store.ts';

type Days = { from: string; to: string; timeZone: string; dayBoundary?: string };

/** What random samples say of one version of the engine, about feedback that was given on some days; each text counts once. */
export async function sampled(ctx: Context, version: string, { from, to, timeZone, dayBoundary }: Days) {
  const latest = new Map<string, Judged>();
  for (const { sampleId } of await samples.every(ctx))
    for (const one of await judgementsOf(ctx, sampleId)) {
      const day = localDay(new Date(one.occurredAt), timeZone, dayBoundary);
      if (one.version !== version || day < from || day > to) continue;
      const known = latest.get(one.feedbackId);
      if (!known || known.judgedAt < one.judgedAt) latest.set(one.feedbackId, one);
    }
  const judged = [...latest.values()];
  const counters = judged.reduce<Counters>((total, one) => mergeCounters(total, countersOf(one)), {});
  return { judged: judged.length, counters, topics: topicsIn(judged) };
}

const countersOf = ({ version, engine, person }: Judged): Counters =>
  judgedCounters({ correctedBy: true, parts: {}, version, engineSaid: engine, ...person }) ?? {};

/** Of each topic that the engine or a person named, how often they agree. */
function topicsIn(judged: readonly Judged[]): [string, Tally][] {
  const tallies = new Map<string, Tally>();
  for (const { engine, person } of judged)
    for (const topic of new Set([...engine.topics, ...person.topics])) {
      const tally = tallies.get(topic) ?? { hits: 0, wrong: 0, missed: 0 };
      const what = !engine.topics.includes(topic) ? 'missed' : person.topics.includes(topic) ? 'hits' : 'wrong';
      tallies.set(topic, { ...tally, [what]: tally[what] + 1 });
    }
  return [...tallies].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
