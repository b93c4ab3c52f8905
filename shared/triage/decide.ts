import { change } from '../feedback/feedback.change.ts';
import { stillMain } from '../feedback/feedback.projection.ts';
import { get as getFeedback } from '../feedback/feedback.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { invalid, Problem } from '../http/problem.ts';
import { handingOver } from '../hand-over/handing.ts';
import type { LinkSource } from '../initiative/initiative.schema.ts';
import { linking, sourceOf } from '../initiative/initiative.ts';
import { enlist } from '../kernel/companies.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { assess } from './intake.ts';
import { itemIdOf } from './item-id.ts';
import { mainFor, refuseUnknownInitiative, refuseUnknownTheme } from './decision-rules.ts';
import { firstDecision } from './first-decision.ts';
import { foundBy } from './suggestions.ts';
import type { DecideTriage } from './triage.requests.schema.ts';
import type { TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';
import { triageSettings } from './triage-settings.ts';
import { duplicatesOf, settle } from './voices.ts';

type FeedbackId = Id<'feedback'>;
type One = {
  feedbackId: FeedbackId;
  ifMatch?: number | undefined;
  /** What else is written in its transaction; asked for with each try, and throws where nothing is to be decided. */
  beside?: (() => Promise<TransactItem[]>) | undefined;
};
type Item = Stored<TriageItem>;

/** What a decision replaced, so that it can be taken back. */
export type Former = {
  record: Pick<Feedback, 'type' | 'theme' | 'impact' | 'triage'>;
  /** What the decision says of the record itself. */
  said: Pick<Feedback, 'type' | 'theme' | 'impact'>;
  /** What had been decided before, as the item says it; absent where there was no item. */
  item?: Partial<TriageItem>;
  /** The initiative that the record was linked to, and what had found it, where the decision linked it to one. */
  linked?: { initiativeId?: string; source?: LinkSource };
  /** Duplicates that were taken along. */
  duplicates?: string[];
};
/** Of a batch: its id, and the row that keeps what a decision replaced. */
type Batch = {
  batchId: Id<'triageBatch'>;
  keeping: (former: Former) => TransactItem;
  /** Main records that are to be settled when all of the batch is decided: each once. */
  settleLater: (feedbackId: FeedbackId) => void;
};

const onRecord = ['type', 'theme', 'impact'] as const;
/** Fields of an item that a decision says. */
export const decidedFields = [
  'status',
  'route',
  'initiativeId',
  'duplicateOf',
  'former',
  'decidedBy',
  'decidedAt',
  'note',
] as const satisfies (keyof TriageItem)[];

/**
 * Decides what becomes of a record, in one transaction with its item, which leaves the queue, and its link to an
 * initiative, and what hands it over to a tracker. 400 for what the company does not have, 409 for an excluded record or
 * a tracker whose webhook is disabled, 412 for another version. The same decision again changes nothing.
 */
export async function decide(
  ctx: Context,
  { feedbackId, ifMatch, beside, body }: One & { body: DecideTriage },
  batch?: Batch,
): Promise<Feedback> {
  await enlist(ctx);
  const toSettle = new Set<FeedbackId>();
  let writes: TransactItem[] = [];
  const feedback = await change(
    ctx,
    feedbackId,
    'triage',
    async (draft) => {
      const made = await deciding(ctx, draft as StoredFeedback, body, batch);
      writes = made.after && beside ? [...made.writes, ...(await beside())] : made.writes;
      for (const one of made.settle) toSettle.add(one);
      return made.after;
    },
    { ifMatch, also: () => writes },
  ).catch((error: unknown) => decidedBefore(ctx, feedbackId, batch, error));
  for (const one of toSettle) await (batch ? batch.settleLater(one) : settle(ctx, one));
  return feedback;
}

/** A batch that is sent again after it had died half-way finds another version where it has decided already. */
async function decidedBefore(
  ctx: Context,
  feedbackId: FeedbackId,
  batch: Batch | undefined,
  error: unknown,
): Promise<Feedback> {
  const isOther = error instanceof Problem && error.code === 'version-conflict';
  const item = batch && isOther ? await triageItems.find(ctx, itemIdOf(feedbackId)) : undefined;
  if (!item || item.batchId !== batch?.batchId) throw error;
  return getFeedback(ctx, { feedbackId });
}

async function deciding(ctx: Context, before: StoredFeedback, body: DecideTriage, batch: Batch | undefined) {
  if (before.excluded) throw new Problem('conflict', 'The record is left out of the numbers.');
  const feedbackId = before.feedbackId as FeedbackId;
  const [settings, row] = await Promise.all([
    triageSettings(ctx),
    triageItems.find(ctx, itemIdOf(feedbackId)),
    body.initiativeId !== undefined && refuseUnknownInitiative(ctx, body.initiativeId),
  ]);
  const item = isThere(ctx, row) ? row : undefined;
  refuseUnknownTheme(body, before, settings.taxonomy.themes);
  const main = body.duplicateOf === undefined ? undefined : await mainFor(ctx, feedbackId, body.duplicateOf);
  const initiativeId = main
    ? (main.triage?.initiativeId ?? before.triage?.initiativeId)
    : (body.initiativeId ?? before.triage?.initiativeId);
  if (body.status === 'shipped' && initiativeId === undefined && before.triage?.externalRef === undefined)
    throw invalid({ pointer: '#/initiativeId', detail: 'or a reference must be there for what is shipped' });

  const known = { externalRef: before.triage?.externalRef, voices: main ? undefined : before.triage?.voices };
  const said = {
    status: body.status,
    // What was never decided has no route of its own; the one of the item is a suggestion.
    route: body.route ?? before.triage?.route ?? ('none' as const),
    initiativeId,
    duplicateOf: main?.feedbackId as FeedbackId | undefined,
  };
  const fields = pick(body, onRecord);
  const by = { decidedBy: ctx.actor.id, decidedAt: ctx.now.toISOString() };
  const same =
    jsonEqual(
      compact({ ...known, ...said }),
      compact({ ...before.triage, decidedBy: undefined, decidedAt: undefined }),
    ) &&
    onRecord.every((name) => fields[name] === undefined || fields[name] === before[name]) &&
    (body.note === undefined || body.note === item?.note);
  const facts = {
    type: body.type ?? before.type,
    theme: body.theme ?? before.theme,
    impact: body.impact ?? before.impact,
  };
  const handing =
    body.handOver === undefined
      ? []
      : await handingOver(ctx, before, body.handOver, compact({ ...facts, route: said.route }));
  if (same && item && handing.length === 0) return { after: undefined, writes: [], settle: [] };

  const after = { ...before, ...fields, triage: compact({ ...known, ...said, ...by }) };
  const wasDuplicateOf = before.triage?.duplicateOf as FeedbackId | undefined;
  const isFirst = (item ?? before.triage ?? { status: 'new' }).status === 'new';
  const draft = {
    ...(item ?? (await assess(ctx, settings, { ...before, ...fields }, undefined))),
    ...fields,
    ...said,
    ...by,
    // A tracker says nothing of notes.
    note: ctx.actor.kind === 'tracker' ? item?.note : body.note,
    batchId: batch?.batchId,
    firstDecision: isFirst ? firstDecision(ctx, item, body) : item?.firstDecision,
    former: main ? formerOf(before, item) : undefined,
    leftOut: undefined,
  } as Item;
  // What a decision says nothing of stays linked as it is.
  const link =
    initiativeId === undefined
      ? undefined
      : await linking(ctx, feedbackId, initiativeId as Id<'initiative'>, { source: foundBy(item, initiativeId) });
  const taken = main && (before.triage?.voices ?? 1) > 1 ? await duplicatesOf(ctx, feedbackId) : [];
  const former: Former = {
    record: pick(before, [...onRecord, 'triage']),
    said: fields,
    ...(item && { item: pick(item, [...decidedFields, 'leftOut']) }),
    ...(link && {
      linked: link.before ? { initiativeId: link.before.initiativeId, source: sourceOf(link.before) } : {},
    }),
    ...(taken.length > 0 && { duplicates: taken.map((one) => one.feedbackId) }),
  };
  return {
    after,
    writes: [
      ...writesOf(ctx, triageItems, row, draft, { action: 'decide' }).writes,
      ...(main ? [stillMain(ctx, main.feedbackId as FeedbackId)] : []),
      ...(link?.writes ?? []),
      ...handing,
      ...(batch ? [batch.keeping(former)] : []),
    ],
    settle: [
      ...(main ? [main.feedbackId as FeedbackId] : []),
      ...(wasDuplicateOf !== undefined && wasDuplicateOf !== main?.feedbackId ? [wasDuplicateOf] : []),
      ...((before.triage?.voices ?? 1) > 1 ? [feedbackId] : []),
    ],
  };
}

/** What had been decided of a record before it was a duplicate; the same for one that gets another main record. */
function formerOf({ triage }: StoredFeedback, item: TriageItem | undefined): TriageItem['former'] {
  if (triage?.duplicateOf !== undefined) return item?.former;
  return pick({ ...triage, status: triage?.status ?? ('new' as const) }, ['status', 'route', 'initiativeId']);
}
