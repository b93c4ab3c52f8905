import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { analyse } from '../../../shared/analysis/analysis.ts';
import { backlogPace } from '../../../shared/analysis/comprehend-rate.ts';
import { ANALYSIS_QUEUE, AnalysisMessage } from '../../../shared/analysis/lanes.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { feedbackKey } from '../../../shared/feedback/feedback.store.ts';
import { quarantine } from '../../../shared/kernel/quarantine.ts';
import { type Work, workLanes } from '../../lanes.ts';
import { trigger } from './trigger.ts';

const READER = 'queue-analysis';
const pace = backlogPace(trigger.lanes['backlog']?.maxConcurrency);

/**
 * Analyses the records that messages name, company by company, in as few calls as possible. Messages only say which
 * records to look at: delivered twice or late, they find what is done and leave it alone.
 */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, { queue: ANALYSIS_QUEUE, reader: READER, kind: 'feedback', message: AnalysisMessage, act });

async function act({ ctx, lane, messages }: Work<AnalysisMessage>): Promise<void> {
  const ids = [...new Set(messages.flatMap((message) => message.ids))];
  if (lane === 'backlog') await pace(ids.length);
  const { malformed } = await analyse(ctx, await analysisSettings(ctx), ids);
  await quarantine(
    READER,
    malformed.map((id) => ({ keys: feedbackKey(ctx, id), reason: 'malformed record' })),
  );
}
