import { settingsOf } from '../company/settings.ts';
import { isBulkItem } from '../feedback/bulk-item.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { factsOf, hasText } from '../feedback/feedback.facts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { enlist } from '../kernel/companies.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { writesOf } from '../kernel/change.ts';
import { judge } from '../match/judge.ts';
import { textsForRules } from '../match/texts.ts';
import { itemIdOf, voiceOf } from './item-id.ts';
import { comparisonOf, IMPORTED, initiativeByRule, suggestionsWith } from './likeness.ts';
import { type TriageSettings as Settings, triageSettings } from './triage-settings.ts';
import { assessed, priorityOf, reading } from './suggestions.ts';
import { voicesOfTheme } from './theme-voices.ts';
import { isWaiting, type TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';
import { recordOf, settle } from './voices.ts';

/** A record that is older when it comes is not queued, so imports of the past are silent. */
const MAX_AGE_DAYS = 30;

type FeedbackId = Id<'feedback'>;
type Draft = Omit<TriageItem, 'version' | 'createdAt' | 'updatedAt' | 'createdBy'>;

const isRecent = ({ occurredAt, createdAt }: { occurredAt: string; createdAt?: string | undefined }): boolean =>
  createdAt === undefined || Date.parse(createdAt) - Date.parse(occurredAt) <= MAX_AGE_DAYS * 86_400_000;

/** A record whose item may wait, by the facts of an event alone; words are judged on the record. */
const canWait = ({ triage }: Pick<Settings, 'triage'>, event: FeedbackEvent): boolean =>
  event.hasText && event.type !== 'praise' && isRecent(event) && judge(triage.intake, event) !== 'no';

/**
 * Lets the queue see an event about feedback: its item waits, leaves, or is assessed anew. It looks at the record as it is,
 * so events may come twice and in any order.
 */
export async function watch(ctx: Context, type: string, event: FeedbackEvent): Promise<void> {
  // What is new and not for triage costs no read, and its analysis one: an import of a year is silent.
  const isNone = async () => type === 'FeedbackReceived' || !(await triageItems.find(ctx, itemIdOf(event.feedbackId)));
  if (!canWait(await settingsOf(ctx), event) && (await isNone())) return;
  await follow(ctx, event, { imported: type === 'FeedbackReceived' && isBulkItem(event.requestId) });
}

type Told = { feedbackId: FeedbackId; duplicateOf?: FeedbackId | undefined; wasDuplicateOf?: FeedbackId | undefined };

/** What a decision, or its end, means for main records and their duplicates: done again, now that the index shows all. */
export async function settleDecided(ctx: Context, { feedbackId, duplicateOf, wasDuplicateOf }: Told): Promise<void> {
  await follow(ctx, { feedbackId });
  for (const one of new Set([feedbackId, duplicateOf, wasDuplicateOf])) if (one !== undefined) await settle(ctx, one);
}

/** Brings the item of a record in line with the record as it is. What has just been imported is not compared with others. */
export async function follow(
  ctx: Context,
  { feedbackId }: { feedbackId: FeedbackId },
  { imported = false }: { imported?: boolean } = {},
): Promise<void> {
  const settings = await triageSettings(ctx);
  let compared: TriageItem['compared'];
  const main = await retryOnConflict(ctx, async () => {
    const [record, row] = await Promise.all([recordOf(ctx, feedbackId), triageItems.find(ctx, itemIdOf(feedbackId))]);
    const item = isThere(ctx, row) ? row : undefined;
    if (!record) return undefined;
    const draft = await itemOf(ctx, settings, record, item);
    if (!draft) return undefined;
    // What is tried again is not compared again.
    if (isWaiting(draft)) compared = imported ? IMPORTED : await comparisonOf(ctx, record, compared ?? item?.compared);
    const after = isWaiting(draft) ? await withLikeness(ctx, record, draft, compared) : draft;
    const [was, is] = [item !== undefined && isWaiting(item), isWaiting(after)];
    const action = is && !was ? 'queue' : was && !is ? 'leave' : 'reassess';
    const { writes } = writesOf(ctx, triageItems, row, after, { action, silent: item !== undefined });
    if (writes.length === 0) return undefined;
    if (!item) await enlist(ctx);
    await commit(ctx, writes);
    return after.duplicateOf ?? (after.voices > 1 ? feedbackId : undefined);
  });
  if (main !== undefined) await settle(ctx, main);
}

async function withLikeness(
  ctx: Context,
  record: StoredFeedback,
  draft: Draft,
  compared: TriageItem['compared'],
): Promise<Draft> {
  const rule = await initiativeByRule(ctx, record);
  return { ...draft, compared, suggestions: suggestionsWith(draft.suggestions, rule, compared) };
}

/** What the item of a record shall be; undefined where there is none and none is needed. */
async function itemOf(
  ctx: Context,
  settings: Settings,
  record: StoredFeedback,
  item: Stored<TriageItem> | undefined,
): Promise<Draft | undefined> {
  const because = await reasonToLeave(ctx, settings, record, item);
  if (!item && because !== undefined) return undefined;
  const fresh = await assess(ctx, settings, record, item);
  const decided = item && item.status !== 'new' ? { ...fresh, route: item.route } : fresh;
  const leftOut =
    because && (item?.leftOut?.because === because ? item.leftOut : { because, at: ctx.now.toISOString() });
  // How long the item of a deleted record is kept follows from `leftOut`.
  return { ...item, ...decided, leftOut, expiresAt: undefined } as Draft;
}

/** All of an item that follows from its record, as it is before anything is decided. */
export async function assess(
  ctx: Context,
  settings: Settings,
  record: StoredFeedback,
  item: TriageItem | undefined,
): Promise<Draft> {
  const { theme } = reading(record, settings);
  const voice = voiceOf(record);
  const weighed = assessed(record, settings, theme === undefined ? 0 : await voicesOfTheme(ctx, theme, voice));
  const voices = item?.voices ?? 1;
  return {
    ...item,
    itemId: itemIdOf(record.feedbackId),
    feedbackId: record.feedbackId as Draft['feedbackId'],
    status: item?.status ?? 'new',
    // What the record does not say any more the item does not, either.
    type: undefined,
    theme: undefined,
    ...weighed,
    voices,
    priority: priorityOf({ ...weighed, voices }),
    arrivedAt: record.createdAt,
    voice,
  } as Draft;
}

/** Why a record neither waits nor counts; undefined where it does. What is decided stays so whatever is for triage. */
async function reasonToLeave(
  ctx: Context,
  { triage }: Settings,
  record: StoredFeedback,
  item: Stored<TriageItem> | undefined,
): Promise<NonNullable<TriageItem['leftOut']>['because'] | undefined> {
  if (record.deletedAt !== undefined) return 'deleted';
  if (record.excluded) return 'excluded';
  if (item && item.status !== 'new') return undefined;
  if (!hasText(record) || record.type === 'praise' || !isRecent(record)) return 'not_for_triage';
  if (record.triage && record.triage.status !== 'new') return 'not_for_triage';
  const verdict = judge(triage.intake, factsOf(record), await textsForRules(ctx, record));
  return verdict === 'yes' ? undefined : 'not_for_triage';
}
