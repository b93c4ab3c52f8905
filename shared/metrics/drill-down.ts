import { list } from '../feedback/feedback.list.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { contribution } from './contribution.ts';
import type { CountingSettings } from './counted-kind.ts';
import { filterOf } from './counted.ts';
import { type MetricName, metrics } from './definitions.ts';
import type { Grouping, Metric } from './metric.ts';
import { MAX_DAYS } from './metrics.schema.ts';
import { rangeOf, scopeOf, type Selection } from './metrics.ts';
import { readNumbers, type Scope, totalOf } from './numbers.ts';
import type { Range } from './rows.ts';

const scored = new Set(['nps', 'csat', 'ces']);
/** Pages that may be read and thrown away before a caller gets an empty one. */
const MAX_EMPTY_PAGES = 20;

type Input = Selection & { name: MetricName; part?: string | undefined; limit: number; cursor?: string | undefined };
type Page = { items: Feedback[]; nextCursor: string | null };

/**
 * The records that a metric counts, by the same rule that counted them: every number drills down to these. Answers to anonymous
 * surveys that the number leaves out are not among them.
 */
export async function records(ctx: Context, input: Input): Promise<Page> {
  const metric: Metric = metrics[input.name];
  const { family } = metric;
  if (family === undefined)
    throw invalid({
      parameter: 'name',
      detail: 'must be a metric of feedback: what this one counts is listed elsewhere',
    });
  expectPart(metric, input.part);
  const { range, settings } = await rangeOf(ctx, input, MAX_DAYS.total);
  const { by, key } = scopeOf(ctx, metric, input);
  const named = by && key !== undefined ? filterOf[by] : undefined;
  const filter = {
    ...range,
    excluded: false,
    ...(named && { [named]: key }),
    ...(scored.has(family) && { scoreMetric: family }),
    limit: input.limit,
  };
  // One list per question: a position among all feedback, or behind another number, is none in this one.
  const name = JSON.stringify(['records', input.name, by, key, input.part]);
  const told = toldOf(ctx, metric, range, { by, key });
  let cursor = input.cursor;
  for (let empty = 0; ; empty++) {
    const page = await list(ctx, { ...filter, cursor } as Parameters<typeof list>[1], name);
    const items = await told(
      page.items.filter((record) => isBehind(record, metric, settings, { by, key, part: input.part })),
    );
    if (items.length > 0 || page.nextCursor === null || empty === MAX_EMPTY_PAGES)
      return { items, nextCursor: page.nextCursor };
    cursor = page.nextCursor;
  }
}

/** Throws 400 for a part that no breakdown of the metric has. What emotions it has is for its records to say. */
function expectPart({ read, family }: Metric, part: string | undefined): void {
  if (part === undefined || family === 'emotion') return;
  const parts = Object.keys(read({}).breakdown ?? {});
  if (parts.includes(part)) return;
  const detail = parts.length > 0 ? `must be one of ${parts.join(', ')}` : 'this metric has no parts';
  throw invalid({ parameter: 'part', detail });
}

/** Whether a record can be an answer to an anonymous survey, as far as is told of it. */
const mayBeAnonymous = ({ templateId, surveyId, customerId }: Feedback): boolean =>
  templateId !== undefined && surveyId === undefined && customerId === undefined;

/** Takes from records the anonymous answers where the number leaves them out; it is read only where there can be any. */
function toldOf(
  ctx: Context,
  metric: Metric,
  range: Range,
  scope: Scope,
): (records: Feedback[]) => Promise<Feedback[]> {
  let known: Promise<boolean> | undefined;
  const leavesOut = async (): Promise<boolean> => {
    const numbers = await readNumbers(ctx, metric, range, scope, true);
    return (totalOf(metric, numbers, scope).excluded['floor'] ?? 0) > 0;
  };
  return async (some) => {
    const suspects = some.filter(mayBeAnonymous).map(({ feedbackId }) => feedbackId);
    if (suspects.length === 0 || !(await (known ??= leavesOut()))) return some;
    const stored = await findAll(ctx, suspects, { ConsistentRead: false });
    const anonymous = new Set(
      stored.filter(({ templateVersion }) => templateVersion !== undefined).map(({ feedbackId }) => feedbackId),
    );
    return some.filter(({ feedbackId }) => !anonymous.has(feedbackId));
  };
}

type Which = { by?: Grouping | undefined; key?: string | undefined; part?: string | undefined };

/** Whether a record is one of those that a metric's n counts, or one of its parts. */
export function isBehind(
  record: Feedback,
  metric: Metric,
  settings: CountingSettings,
  { by, key, part }: Which = {},
): boolean {
  const adds = contribution({ ...record, ledgerPage: '' }, settings);
  if (!adds) return false;
  const { dims, counters } = adds;
  if (key !== undefined ? by && dims[by] !== key : metric.keyedOnly && by && dims[by] === undefined) return false;
  const counted = (family: string): boolean =>
    Object.keys(counters).some((name) => name === family || name.startsWith(`${family}:`));
  // Behind an answered invitation lies the feedback that it became.
  if (metric.rows === 'invited') return record.surveyId !== undefined;
  const { family } = metric;
  if (family === undefined) return false;
  // The same reading that told the parts, of this record alone.
  if (part !== undefined) return (metric.read(counters).breakdown?.[part] ?? 0) > 0;
  return family === 'resolution' ? dims.resolution !== undefined && counted('csat') : counted(family);
}
