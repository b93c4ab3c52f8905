import { factsOf } from '../feedback/feedback.facts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { publicOf, walkSpan } from '../feedback/feedback.walk.ts';
import { readFollowUpSettings } from '../follow-up/follow-up-settings.ts';
import { isUnhappy } from '../follow-up/unhappy.ts';
import { invalid } from '../http/problem.ts';
import { personOf } from '../initiative/voices.ts';
import type { Context } from '../kernel/context.ts';
import { spanOfDays } from '../match/days.ts';
import { pastOf } from '../metrics/comparison/periods.ts';
import { metrics } from '../metrics/definitions.ts';
import { rangeOf } from '../metrics/metrics.ts';
import { rowsBy, sum } from '../metrics/numbers.ts';
import type { Range } from '../metrics/rows.ts';
import { rescaled } from '../metrics/statistics.ts';
import { causeTree, type CauseNode, type Step, type Unhappy } from './cause-tree.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import type { RootCauses, RootCausesQuery } from './root-causes.schema.ts';
import { MOST_DAYS, refuseAgents } from './scope.ts';

/** No counter knows category, theme and cause at once: so many records of a period are read, the newest. */
const MOST_RECORDS = 10_000;

const method: Method = {
  name: 'shares with Wilson intervals, N − 1 χ² or Fisher, Benjamini–Hochberg',
  source: 'E. B. Wilson, JASA 22 (1927); I. Campbell, Stat. Med. 26 (2007); JRSS B 57 (1995)',
  level: LEVEL,
  params: { leastOfBranch: 5, mostRecords: MOST_RECORDS },
};

/**
 * Why customers were unhappy: unhappy records of a period by category, theme and the root cause that their follow-up was closed
 * with, against the period before. Read from records, since no counter holds all three at once; at most 10 000 of each period.
 * Who was won back is read from the counters of follow-ups, which know company, category, theme and cause each by itself.
 */
export async function rootCauses(ctx: Context, input: RootCausesQuery): Promise<RootCauses> {
  refuseAgents(ctx);
  const { settings, range } = await rangeOf(ctx, input, MOST_DAYS);
  const previous = pastOf(range, 'previous');
  if (previous.to >= range.from) throw invalid({ parameter: 'from', detail: 'must lie behind the period before' });
  const { rootCauses: listed } = await readFollowUpSettings(ctx);
  const parents = new Map(listed.map(({ code, parent }) => [code, parent]));
  const read = (period: Range) => unhappyIn(ctx, spanOfDays(period, settings), parents);
  const [now, before, recoveryOf] = await Promise.all([read(range), read(previous), recoveries(ctx, range, parents)]);
  return {
    ...range,
    previous,
    complete: now.complete && before.complete,
    tree: causeTree(now.unhappy, before.unhappy).map(({ path, ...node }) => ({
      path: [...path],
      ...node,
      recovery: recoveryOf(path),
    })),
    asOf: ctx.now.toISOString(),
    method,
  };
}

type Parents = ReadonlyMap<string, string | undefined>;

const counted = { category: 'category', theme: 'theme', cause: 'root_cause' } as const;

/** The recovery rate of the company, of a category, a theme, or a cause with those below it; null of what has no key. */
async function recoveries(ctx: Context, range: Range, parents: Parents) {
  const metric = metrics.follow_up_recovery_rate;
  const rowsOf = (dimension: string) => rowsBy(ctx, metric, dimension, range, { whole: true });
  const [company, category, theme, cause] = await Promise.all(['company', ...Object.values(counted)].map(rowsOf));
  const keyed = { category, theme, cause };
  return (path: CauseNode['path']): RootCauses['tree'][number]['recovery'] => {
    const { kind, key = null } = path.at(-1) ?? {};
    if (kind !== undefined && (!Object.hasOwn(keyed, kind) || key === null)) return null;
    const own =
      kind === undefined
        ? company
        : keyed[kind as keyof typeof keyed]?.filter(
            (row) => row.key === key || (kind === 'cause' && parents.get(row.key) === key),
          );
    const { value, n, interval } = metric.read(sum(own ?? []));
    return { value, n, ...(interval && { interval }) };
  };
}

async function unhappyIn(ctx: Context, span: { start: number; end: number }, parents: Parents) {
  const unhappy: Unhappy[] = [];
  let read = 0;
  for await (const page of walkSpan(ctx, { ...span, end: Math.min(span.end, ctx.now.getTime()) }, 'newest'))
    for (const record of page) {
      if (record.deletedAt !== undefined || record.excluded !== undefined) continue;
      if (++read > MOST_RECORDS) return { unhappy, complete: false };
      if (isUnhappy(factsOf(record))) unhappy.push(seen(record, parents));
    }
  return { unhappy, complete: true };
}

function seen(record: StoredFeedback, parents: Parents): Unhappy {
  const csat = record.scores?.find(({ metric }) => metric === 'csat');
  return {
    path: [
      { kind: 'category', key: record.category ?? null },
      { kind: 'theme', key: record.theme ?? null },
      ...causeOf(record, parents),
    ],
    voice: personOf(publicOf(record)),
    // The mean of a branch may rest on very few anonymous answers: it holds none.
    score:
      record.templateVersion === undefined && csat
        ? rescaled({ value: csat.value, min: csat.scaleMin, max: csat.scaleMax, count: 1 }, 5)
        : undefined,
  };
}

/** The cause that a closed follow-up says, below its parent where it has one. */
function causeOf({ followUp }: Pick<StoredFeedback, 'followUp'>, parents: Parents): Step[] {
  const isClosed = followUp?.status === 'resolved' || followUp?.status === 'no_action';
  if (!isClosed || followUp.rootCause === undefined) return [{ kind: 'not_asked', key: null }];
  const parent = parents.get(followUp.rootCause);
  return [...(parent === undefined ? [] : [parent]), followUp.rootCause].map((key) => ({ kind: 'cause', key }));
}
