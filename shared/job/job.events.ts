import { defineEvents } from '../kernel/events.ts';
import { Job } from './job.schema.ts';

export const jobEvents = defineEvents('job', Job, {
  id: 'jobId',
  actions: {
    create: ['JobStarted', 'Somebody started work in the background.'],
    pause: ['JobPaused', 'Somebody paused a job.'],
    resume: ['JobResumed', 'Somebody had a paused job go on.'],
    cancel: ['JobCancelled', 'Somebody ended a job before it was done; what it has done stays.'],
    finish: ['JobFinished', 'A job has done all that there was to do.'],
    fetch: ['JobFileLinked', 'Somebody was given a link to a file that a job has made.'],
    stage: ['ImportStaged', 'A file has been read and checked; nothing is written until somebody applies it.'],
    apply: ['ImportApplied', 'Somebody had a checked file written.'],
    rollback: ['ImportRollbackStarted', 'Somebody had an import undone.'],
    undo: ['ImportRolledBack', 'An import is undone; `left` of its result counts what had changed since.'],
    fail: ['JobFailed', 'A job ended because it could not go on; `errors` of the job say why.'],
  },
  silent: ['progress'],
  facts: ['kind', 'status', 'total', 'done', 'skipped', 'failed', 'startedAt', 'endedAt'],
});
