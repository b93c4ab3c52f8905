import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { refreshWatched } from '../../../shared/dashboard/refresh.ts';
import { RefreshMessage } from '../../../shared/dashboard/revision.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { eachMessage } from '../../each-message.ts';

const READER = 'queue-refresh-dashboard';

/** Messages come twice and late: whoever comes first makes the pages anew, and the later counters stay. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, { schema: RefreshMessage, reader: READER, kind: 'dashboards' }, ({ companyId }) =>
    refreshWatched(systemContext(companyId, READER)),
  );
