import type { Analysis } from '../../../shared/analysis/analysis.schema.ts';
import { earlyFinding } from '../../../shared/analysis/early.ts';
import { findIn, type Findings } from '../../../shared/analysis/findings.ts';
import { analysisOf } from '../../../shared/analysis/result.ts';
import { textOf } from '../../../shared/analysis/texts.ts';
import { monthsRow } from '../../../shared/company/months.ts';
import { entryOf, rowOf } from '../../../shared/audit/audit.ts';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import { feedbackText } from '../../../shared/feedback/feedback.search.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { identityItem } from '../../../shared/feedback/feedback.store.ts';
import { recordOf } from '../../../shared/feedback/feedback.submit.ts';
import { writesOf } from '../../../shared/kernel/change.ts';
import { type Context, systemContext } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { deterministicId, idMonth } from '../../../shared/kernel/ids.ts';
import { postingItems } from '../../../shared/kernel/postings.ts';
import type { TransactItem } from '../../../shared/kernel/write.ts';
import { countedFeedback } from '../../../shared/metrics/feedback.counted.ts';
import type { CountingSettings } from '../../../shared/metrics/counted-kind.ts';
import { draftOf, isPraise } from '../../../shared/praise/is-praise.ts';
import { praises } from '../../../shared/praise/praise.store.ts';
import type { Said } from '../history/said.ts';
import { Folded, type Row } from './folded.ts';

/** The company's language of analysis, as it is unless it is set. */
const LANGUAGE = 'en';
/** So long after it was said a text has been analysed. */
const ANALYSED_MS = 5_000;
const MOST_TEXTS = 100;

/** Who acted, when: on the fast path all that followed from a record happened when it was said. */
export const actingOn = (companyId: string, name: string, { externalId, occurredAt }: Said): Context =>
  systemContext(companyId, name, {
    now: new Date(Date.parse(occurredAt) + (name === 'demo' ? 0 : ANALYSED_MS)),
    requestId: `${name}-${externalId}`,
  });

export const feedbackIdOf = (companyId: string, { externalId, occurredAt }: Said): Id<'feedback'> =>
  deterministicId('feedback', new Date(occurredAt), `${companyId} ${externalId}`);

type Known = (record: StoredFeedback) => Findings;
const nameOf = ({ text, language }: { text: string; language?: string | undefined }) =>
  JSON.stringify([text, language]);

/** What the analysis service finds in the distinct texts of some records, asked once for each. */
export async function findingsFor(records: readonly Said[]): Promise<Known> {
  const documents = [
    ...new Map(
      records
        .map((record) => ({ text: textOf(record), language: record.language }))
        .filter(({ text }) => text.trim() !== '')
        .map((document) => [nameOf(document), document]),
    ).values(),
  ];
  const known = new Map<string, Findings>();
  for (let from = 0; from < documents.length; from += MOST_TEXTS) {
    const some = documents.slice(from, from + MOST_TEXTS);
    const { outcomes } = await findIn(some, LANGUAGE);
    for (const [index, outcome] of outcomes.entries()) {
      const document = some[index];
      if (!document || !('findings' in outcome)) throw new Error(`a text was not analysed: ${JSON.stringify(outcome)}`);
      known.set(nameOf(document), outcome.findings);
    }
  }
  return (record) => {
    const found = known.get(nameOf({ text: textOf(record), language: record.language }));
    if (!found) throw new Error(`no findings of the text of ${record.feedbackId}`);
    return found;
  };
}

/** A record with another analysis, as the worker of the analysis writes it. */
const scored = ({ now, requestId, actor }: Context, before: StoredFeedback, analysis: Analysis): StoredFeedback => ({
  ...before,
  analysis,
  analysisStatus: analysis.status,
  revision: before.revision + 1,
  updatedAt: now.toISOString(),
  lastActor: { kind: actor.kind, id: actor.id },
  lastRequestId: requestId,
  lastAction: 'score',
});

/** All revisions of a record: as it came, with what its words alone show, and analysed. */
export function revisionsOf(companyId: string, said: Said, found: Known): StoredFeedback[] {
  const id = feedbackIdOf(companyId, said);
  const first = recordOf(actingOn(companyId, 'demo', said), said, new Date(said.occurredAt), id, id);
  if (first.analysis?.status !== 'pending') return [first];
  const worker = actingOn(companyId, 'queue-analysis', said);
  const early = earlyFinding(first, LANGUAGE);
  const noted = early && scored(worker, first, { ...first.analysis, status: 'pending', early });
  const analysis = analysisOf(worker, [], first, found(first));
  return [first, ...(noted ? [noted] : []), scored(worker, noted ?? first, analysis)];
}

/** All rows of some feedback that the product has when it has come to rest, but for the journal and the count of units. */
export function feedbackRows(ctx: Context, records: readonly Said[], found: Known, settings: CountingSettings): Row[] {
  const { companyId } = ctx;
  const folded = new Folded(companyId, countedFeedback, settings);
  const rows = records.flatMap((said) => {
    const revisions = revisionsOf(companyId, said, found);
    const last = revisions.at(-1) as StoredFeedback;
    const { feedbackId } = last;
    folded.add({ id: feedbackId, month: idMonth(feedbackId), page: last.ledgerPage, revisions });
    const words = { id: feedbackId, before: new Set<string>(), after: feedbackText.wordsOf(last) };
    return [
      last as unknown as Row,
      ...putsIn([
        identityItem(ctx, said.source, said.externalId, feedbackId),
        ...postingItems(ctx, feedbackText.postings, words),
        ...praiseWrites(ctx, said, last),
      ]),
      ...auditRows(ctx, revisions),
    ];
  });
  const months = new Set(records.map(({ occurredAt }) => occurredAt.slice(0, 7)));
  return [...rows, ...folded.rows(), monthsRow(ctx, months, 'fb')];
}

export const putsIn = (writes: readonly TransactItem[]): Row[] =>
  writes.flatMap(({ Put }) => (Put ? [Put.Item as Row] : []));

function praiseWrites({ companyId, now }: Context, said: Said, record: StoredFeedback): TransactItem[] {
  const draft = isPraise(record, now) === 'yes' ? draftOf(record) : undefined;
  const wall = actingOn(companyId, 'praise-wall', said);
  return draft ? writesOf(wall, praises, undefined, draft, { action: 'select' }).writes : [];
}

const auditRows = (ctx: Context, revisions: readonly StoredFeedback[]): Row[] =>
  revisions.flatMap((after, index) => {
    const before = revisions[index - 1];
    return feedbackEventsOf({ after, ...(before && { before }) }).map(({ type, detail }) =>
      rowOf(ctx, entryOf(detail, type)),
    );
  });
