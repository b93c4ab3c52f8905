import type { Trigger } from './define.ts';
import { trigger as sweepAnalysis } from './schedules/sweep-analysis/trigger.ts';
import { trigger as sentiment } from './streams/sentiment/trigger.ts';

/** Every stream reader, subscriber and schedule that is deployed. A test fails when a folder is not listed. */
export const triggers: readonly Trigger[] = [sentiment, sweepAnalysis];
