import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { analyse } from '../../../shared/analysis/analysis.ts';
import { noteDone } from '../../../shared/analysis/backlog.ts';
import { backlogPace } from '../../../shared/analysis/comprehend-rate.ts';
import { type Lane, LaneMessage } from '../../../shared/analysis/lanes.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { feedbackKey } from '../../../shared/feedback/feedback.store.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { quarantine } from '../../../shared/kernel/quarantine.ts';
import { giveBack } from '../../give-back.ts';
import { trigger } from './trigger.ts';

const READER = 'queue-analysis';
const about = { reader: READER, kind: 'feedback' };
const pace = backlogPace(trigger.lanes['backlog']?.maxConcurrency);

type Work = { lane: Lane; companyId: string; messages: { source: SQSRecord; content: LaneMessage }[] };

/**
 * Analyses the records that messages name, company by company, in as few calls as possible. Messages only say which
 * records to look at: delivered twice or late, they find what is done and leave it alone. What fails is given back, one
 * company's messages without the others'.
 */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  const work = sort(Records, batchItemFailures);
  const waiting = work.filter(({ lane }) => lane === 'backlog');
  await Promise.all([
    ...work.filter(({ lane }) => lane === 'new').map((one) => settle(one, batchItemFailures)),
    inTurn(waiting, (one) => settle(one, batchItemFailures)),
  ]);
  return { batchItemFailures };
}

async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await act(item);
}

function sort(records: readonly SQSRecord[], failures: SQSBatchItemFailure[]): Work[] {
  const sorted = new Map<string, Work>();
  for (const source of records) {
    try {
      const content = LaneMessage.parse(JSON.parse(source.body));
      const { lane, companyId } = content;
      const key = `${lane} ${companyId}`;
      const known = sorted.get(key) ?? { lane, companyId, messages: [] };
      known.messages.push({ source, content });
      sorted.set(key, known);
    } catch (error) {
      failures.push(...giveBack([source], error, about));
    }
  }
  return [...sorted.values()];
}

async function settle({ lane, companyId, messages }: Work, failures: SQSBatchItemFailure[]): Promise<void> {
  try {
    const ctx = systemContext(companyId, READER);
    const ids = [...new Set(messages.flatMap(({ content }) => content.feedbackIds))];
    if (lane === 'backlog') await pace(ids.length);
    const { malformed } = await analyse(ctx, await analysisSettings(ctx), ids);
    await quarantine(
      READER,
      malformed.map((id) => ({ keys: feedbackKey(ctx, id), reason: 'malformed record' })),
    );
    const newest = messages.map(({ content }) => content.handedOnAt).toSorted();
    if (lane === 'backlog') await noteDone(ctx, newest.at(-1) ?? '');
  } catch (error) {
    const sources = messages.map(({ source }) => source);
    failures.push(...giveBack(sources, error, { ...about, company: companyId, lane }));
  }
}
