import { openActivitiesOf } from '../activity/of-customer.ts';
import { contactsOf } from '../contact/of-customer.ts';
import { currentConsents } from '../consent/consent.ts';
import { getByAnyId } from '../customer/customer.ts';
import { documentsOf } from '../document/of-owner.ts';
import { householdOf } from '../household/of-customer.ts';
import { tagged } from '../http/etag.ts';
import type { Page } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Permission } from '../kernel/permissions.ts';
import { traceOf } from '../kernel/log.ts';
import { purchasesOf } from '../purchase/of-customer.ts';
import { storedScores } from '../score/score.ts';
import { vehiclesOf } from '../vehicle/of-customer.ts';
import type { CustomerView, TimelineEntry, TimelineKind } from './customer-view.schema.ts';
import { timelineOf, type TimelineQuery } from './timeline.ts';

type One = { customerId: Id<'customer'> };
type Asked = Omit<TimelineQuery, 'kinds'> & { kinds?: string | undefined };

/** So many entries are shown with the record. */
const NEWEST = 20;
const MOST_CONTACTS = 20;
const MOST_PURCHASES = 10;
const MOST_VEHICLES = 10;
const MOST_DOCUMENTS = 10;
const MOST_ACTIVITIES = 10;

/** A page of what happened with a customer; 404 where there is none. */
export const timeline = async (
  ctx: Context,
  { customerId, kinds, ...query }: One & Asked,
): Promise<Page<TimelineEntry>> =>
  timelineOf(ctx, await getByAnyId(ctx, { customerId }), {
    ...query,
    kinds: kinds?.split(',') as TimelineKind[] | undefined,
  });

type Said = Pick<CustomerView, 'timeline' | 'scores' | 'openFollowUps'>;

const isOpen = (status: string | undefined): boolean => status === 'pending' || status === 'in_progress';

/** What happened lately, and what follows from it. */
function fromTimeline(timeline: Page<TimelineEntry>): Said {
  const said = timeline.items.flatMap(({ feedback }) => feedback ?? []);
  const scored = said.flatMap(({ feedbackId, occurredAt, scores = [] }) =>
    scores.map((score) => ({ score, feedbackId, at: occurredAt })),
  );
  const isLast = ({ score }: (typeof scored)[number], index: number): boolean =>
    scored.findIndex((one) => one.score.metric === score.metric) === index;
  return {
    timeline,
    scores: { last: scored.filter(isLast), feedback: said.length },
    openFollowUps: said.flatMap(({ feedbackId, followUp }) =>
      followUp && isOpen(followUp.status) ? [{ feedbackId, status: followUp.status }] : [],
    ),
  };
}

/**
 * All there is to see of a customer. Without the record itself there is nothing (404); any other part that cannot be read is
 * named in `partial`, and one that the caller may not read is absent.
 */
export async function view(
  ctx: Context,
  { customerId: id, request }: One & { request: { headers: Readonly<Record<string, string | undefined>> } },
): Promise<Reply<CustomerView | undefined>> {
  const profile = await getByAnyId(ctx, { customerId: id });
  const { customerId } = profile;
  const partial: CustomerView['partial'] = [];
  const part = <T>(name: CustomerView['partial'][number], read: Promise<T>): Promise<T | undefined> =>
    read.catch((error: unknown) => {
      ctx.log.error('a part of a customer was not read', { company: ctx.companyId, part: name, ...traceOf(error) });
      partial.push(name);
      return undefined;
    });
  const permitted = <T>(permission: Permission, name: CustomerView['partial'][number], read: () => Promise<T>) =>
    ctx.actor.permissions.has(permission) ? part(name, read()) : undefined;
  const [said, consents, contacts, household, purchases, vehicles, customerScores, documents, activities] =
    await Promise.all([
      part('timeline', timelineOf(ctx, profile, { limit: NEWEST }).then(fromTimeline)),
      permitted('consent:read', 'consents', () => currentConsents(ctx, { customerId })),
      part('contacts', contactsOf(ctx, customerId, MOST_CONTACTS)),
      profile.type === 'individual' ? part('household', householdOf(ctx, profile)) : undefined,
      permitted('purchases:read', 'purchases', () => purchasesOf(ctx, customerId, MOST_PURCHASES)),
      permitted('vehicles:read', 'vehicles', () => vehiclesOf(ctx, customerId, MOST_VEHICLES)),
      part('customerScores', storedScores(ctx, customerId)),
      permitted('documents:read', 'documents', () => documentsOf(ctx, customerId, MOST_DOCUMENTS)),
      permitted('activities:read', 'activities', () => openActivitiesOf(ctx, customerId, MOST_ACTIVITIES)),
    ]);
  const body: CustomerView = {
    customerId,
    profile,
    ...said,
    ...(consents && { consents }),
    ...(contacts && { contacts }),
    ...(household && { household }),
    ...(purchases && { purchases }),
    ...(vehicles && { vehicles }),
    ...(customerScores && { customerScores }),
    ...(documents && { documents }),
    ...(activities && { activities }),
    partial,
  };
  return tagged(body, request.headers['if-none-match']);
}
