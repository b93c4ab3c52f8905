import { activityTimeline } from '../activity/activity.timeline.ts';
import { keysOf } from '../customer/identity.ts';
import type { Customer } from '../customer/customer.schema.ts';
import { documentTimeline } from '../document/document.timeline.ts';
import { feedbackTimeline } from '../feedback/feedback.timeline.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { orderAt, orderOf, rowsOf, type TimelineRow, type TimelineSource, timelineSteps } from '../kernel/timeline.ts';
import { purchaseTimeline } from '../purchase/purchase.timeline.ts';
import { decisionTimeline } from '../survey/decision.timeline.ts';
import type { TimelineEntry, TimelineKind } from './customer-view.schema.ts';

export type TimelineQuery = {
  kinds?: readonly TimelineKind[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};
type Row = TimelineRow<TimelineEntry>;

const sources: readonly (readonly [TimelineKind, TimelineSource<TimelineEntry>])[] = [
  ['feedback', feedbackTimeline],
  ['survey', decisionTimeline],
  ['purchase', purchaseTimeline],
  ['document', documentTimeline],
  ['activity', activityTimeline],
];

/** The record itself, where it lies below a position. */
async function* itself(customer: Customer, below: string | undefined): AsyncGenerator<Row> {
  const { customerId, createdAt, createdBy } = customer;
  const order = orderOf(customerId);
  if (below !== undefined && order >= below) return;
  const entry: TimelineEntry = {
    at: createdAt,
    kind: 'customer',
    ref: { type: 'customer', id: customerId },
    title: 'Customer created',
    actor: createdBy,
  };
  yield { entries: async () => [entry], row: {}, order };
}

/**
 * What happened with a customer under all of their names, newest first, strictly by time and then by id: feedback,
 * surveys with the reasons of those that were not sent, purchases, documents, activities that are done, and the record
 * itself. Only what the caller may read.
 * 400 where `to` lies before `from`.
 */
export async function timelineOf(
  ctx: Context,
  customer: Customer,
  { kinds, from, to, limit, cursor }: TimelineQuery,
): Promise<Page<TimelineEntry>> {
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid({ parameter: 'to', detail: 'must not lie before from' });
  }
  const names = keysOf(customer);
  const filter = { customerId: customer.customerId, kinds, from, to };
  const wanted = (kind: TimelineKind): boolean => kinds?.includes(kind) ?? true;
  return pageFrom(ctx, { name: 'customer.timeline', filter, limit, cursor }, (after: string | undefined) => {
    const below = after ?? (to === undefined ? undefined : orderAt(to));
    const streams = sources.flatMap(([kind, source]) =>
      wanted(kind) && ctx.actor.permissions.has(source.permission)
        ? [rowsOf(ctx, source, { names, below, size: limit })]
        : [],
    );
    if (wanted('customer')) streams.push(itself(customer, below));
    return timelineSteps(ctx, streams, { lowest: from === undefined ? '' : orderAt(from), size: limit });
  });
}
