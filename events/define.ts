/** What a function may reach; each need is one grant and its environment variables, given together. */
export type Needs = {
  table?: 'read' | 'write';
  bus?: true;
  quarantine?: true;
  comprehend?: true;
  ses?: true;
  /** Only tells the domain that mails come from; grants nothing. */
  mailDomain?: true;
  secret?: true;
};

/** Reads the table's stream. DynamoDB supports two readers per shard: `sentiment` and `changes`; no third. */
export type StreamTrigger = {
  kind: 'stream';
  name: string;
  /** Lambda event filter patterns, any of which lets a record through. */
  filters: readonly object[];
  batchSize: number;
  windowSeconds: number;
  needs: Needs;
  timeoutSeconds?: number;
  memoryMb?: number;
};

/** Receives domain events from the bus through a queue with a dead-letter queue. */
export type SubscriberTrigger = {
  kind: 'subscriber';
  name: string;
  /** Detail types, e.g. `FeedbackReceived`. */
  on: readonly string[];
  /** Event source; the product's own unless told. */
  source?: string;
  needs: Needs;
  batchSize?: number;
  timeoutSeconds?: number;
};

/** Runs on an EventBridge Scheduler expression, at least once. */
export type ScheduleTrigger = {
  kind: 'schedule';
  name: string;
  /** `rate(5 minutes)` or `cron(0 3 * * ? *)`, in UTC. */
  every: string;
  needs: Needs;
  timeoutSeconds?: number;
  memoryMb?: number;
};

export type Trigger = StreamTrigger | SubscriberTrigger | ScheduleTrigger;

export { EVENT_SOURCE } from '../shared/kernel/event-source.ts';

export const defineStream = (trigger: Omit<StreamTrigger, 'kind'>): StreamTrigger => ({ kind: 'stream', ...trigger });
export const defineSubscriber = (trigger: Omit<SubscriberTrigger, 'kind'>): SubscriberTrigger => ({
  kind: 'subscriber',
  ...trigger,
});
export const defineSchedule = (trigger: Omit<ScheduleTrigger, 'kind'>): ScheduleTrigger => ({
  kind: 'schedule',
  ...trigger,
});
