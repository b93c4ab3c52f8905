import * as z from 'zod';
import { defineRoutes, type Route } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Job, JobFilter, JobId } from './job.schema.ts';

const params = z.object({ jobId: JobId });
const path = '/api/crm/jobs/{jobId}';

const verb = <N extends 'pause' | 'resume' | 'cancel'>(name: N, summary: string, description: string) =>
  ({
    method: 'POST',
    path: `${path}/${name}`,
    summary,
    description,
    permission: 'token',
    params,
    body: z.strictObject({}).meta({ id: `${name[0]?.toUpperCase()}${name.slice(1)}Job` }),
    reply: { 200: Job },
    problems: ['conflict'],
  }) as const satisfies Route;

/** Jobs are seen and stopped by who started them, and by whoever has the permission of the call that did. */
export const jobRoutes = defineRoutes('job', {
  list: {
    method: 'GET',
    path: '/api/crm/jobs',
    summary: 'List jobs',
    description: 'Newest first: your own, and those that you may start, too. All given filters must hold.',
    permission: 'token',
    query: JobFilter.extend(pageQuery),
    reply: { 200: pageOf(Job) },
  },
  get: {
    method: 'GET',
    path,
    summary: 'Get a job with its progress',
    permission: 'token',
    params,
    reply: { 200: Job },
  },
  pause: verb('pause', 'Pause a job', 'The part that is being done is still done. 409 where it has ended.'),
  resume: verb('resume', 'Resume a paused job', 'It goes on where it was. 409 where it has ended.'),
  cancel: verb('cancel', 'Cancel a job', 'What it has done stays. 409 where it has ended.'),
});
