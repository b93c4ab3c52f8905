import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { ApiError } from '../../shared/http/client.ts';
import { demoRecords } from '../demo/records.ts';
import { type Sent, sharedWord } from '../scenarios/records.ts';
import { type Access, type Acknowledged, send } from '../scenarios/send.ts';

/** How far an import has come. */
export type Progress = {
  accepted: Acknowledged;
  /** Times 429. */
  refusals: number;
  /** Times that a bulk failed otherwise, and was sent again. */
  failures: number;
};

/** The texts of the demo company over and over, each record under a name of its own and with a word that 39 others have. */
export function importOf(count: number, run: string): Sent[] {
  const samples = demoRecords(new Date()).filter(({ comments }) => comments !== undefined);
  return Array.from({ length: count }, (_, index) => {
    const { comments = '', ...sample } = samples[index % samples.length] as SubmitFeedback;
    const externalId = `${run}-${index}`;
    return { ...sample, externalId, source: 'import', comments: `${comments} ${sharedWord(index)}` };
  });
}

/** What a system does that imports: several callers send in bulk and obey 429. Ends early, without an error, when it is stopped. */
export async function runImport(
  access: Access,
  options: { records: readonly Sent[]; bulk: number; callers: number; signal?: AbortSignal },
  progress: Progress,
): Promise<void> {
  const { records, bulk, callers, signal } = options;
  await send(access, records, {
    acknowledged: progress.accepted,
    callers: { singles: 0, bulks: callers, bulkSize: bulk },
    ...(signal && { signal }),
    failed: (error) => {
      progress[error instanceof ApiError && error.status === 429 ? 'refusals' : 'failures'] += 1;
    },
  });
}
