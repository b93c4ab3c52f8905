import { exportJob } from '../../shared/export/export.job.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { aContext } from '../../shared/testing/context.ts';
import { heldBytes } from '../../shared/testing/held-bytes.ts';
import { done } from './checks.ts';

/** Does an export in a process of its own, whose memory is that of a worker, and tells its parent what it took. */
const [companyId = '', jobId = ''] = process.argv.slice(2);
const { watched } = await done(aContext({ companyId }), jobId as Id<'job'>, exportJob, heldBytes);
process.send?.(watched);
