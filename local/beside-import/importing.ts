import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { ApiError } from '../../shared/http/client.ts';
import { demoRecords } from '../demo/records.ts';
import type { Sent } from '../scenarios/records.ts';
import { type Access, type Acknowledged, send } from '../scenarios/send.ts';

/** How far an import has come. */
export type Progress = {
  accepted: Acknowledged;
  /** Times 429. */
  refusals: number;
  /** Times that a bulk failed otherwise, and was sent again. */
  failures: number;
};

/** The texts of the demo company over and over, each under a name of its own. */
function recordsOf(count: number, run: string): Sent[] {
  const samples = demoRecords(new Date()).filter(({ comments }) => comments !== undefined);
  return Array.from({ length: count }, (_, index) => {
    const { comments = '', ...sample } = samples[index % samples.length] as SubmitFeedback;
    const externalId = `${run}-${index}`;
    return { ...sample, externalId, source: 'import', comments: `${comments} (${externalId})` };
  });
}

/** What a system does that imports: several callers send in bulk and obey 429. Ends early, without an error, when it is stopped. */
export async function runImport(
  access: Access,
  options: { records: number; bulk: number; callers: number; run: string; signal: AbortSignal },
  progress: Progress,
): Promise<void> {
  const { records, bulk, callers, run, signal } = options;
  await send(access, recordsOf(records, run), {
    acknowledged: progress.accepted,
    callers: { singles: 0, bulks: callers, bulkSize: bulk },
    signal,
    failed: (error) => {
      progress[error instanceof ApiError && error.status === 429 ? 'refusals' : 'failures'] += 1;
    },
  });
}
