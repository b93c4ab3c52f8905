import * as z from 'zod';
import { checkUpload } from '../../../shared/document/check.ts';
import { incomingOf } from '../../../shared/document/folders.ts';
import { env } from '../../../shared/kernel/env.ts';
import { onEvent } from '../../on-event.ts';

/** What S3 tells of an object, as far as it is read here. */
const Created = z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) });

/** One file a message. The account's bus tells of all buckets: what did not come into ours is left alone. */
export const handler = onEvent({
  name: 'check-documents',
  detail: Created,
  companyOf: ({ object }) => incomingOf(object.key)?.companyId,
  isOurs: (detail) => {
    const { success, data } = Created.safeParse(detail);
    return success && data.bucket.name === env('FILES_BUCKET') && incomingOf(data.object.key) !== undefined;
  },
  act: async (ctx, { object }) => {
    const one = incomingOf(object.key);
    if (one) await checkUpload(ctx, one);
  },
});
