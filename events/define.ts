import type { Area } from '../shared/kernel/areas.ts';

/** What a function may reach; each need is one grant and its environment variables, given together. */
export type Needs = {
  table?: 'read' | 'write';
  /**
   * Patterns of the partition keys that it may touch (`*` stands for any text), of the table and of no index; without
   * this, all.
   */
  keys?: readonly string[];
  bus?: true;
  quarantine?: true;
  comprehend?: true;
  /** Granted only where the installation has translation. */
  translate?: true;
  /** Sends to every lane of these queue triggers; the address of a lane is in the variable {@link queueVariable}. */
  sendsTo?: readonly string[];
  /** The files of companies, which are kept for some days. */
  files?: 'read' | 'write';
  /** Documents of companies: those that were checked; with `write` also those that have just been sent, and removing both. */
  documents?: 'read' | 'write';
  ses?: true;
  /** Only tells the domain that mails come from; grants nothing. */
  mailDomain?: true;
  secret?: true;
  /** Only tells where the API is reached from outside; grants nothing. */
  publicUrl?: true;
};

/** Files that lie beside the code of a function, for what no bundler takes in: their name there → their path in the project. */
export type FilesBeside = Readonly<Record<string, string>>;

/** Reads the table's stream. DynamoDB supports two readers per shard: `analysis` and `changes`; no third. */
export type StreamTrigger = {
  kind: 'stream';
  /** The stack that it is in. */
  area: Area;
  name: string;
  /** Lambda event filter patterns, any of which lets a record through. */
  filters: readonly object[];
  batchSize: number;
  windowSeconds: number;
  /**
   * Batches of one shard at a time, 1 to 10 (Lambda's `ParallelizationFactor`). Changes of one item stay in their
   * order, changes of different items do not.
   */
  parallelizationFactor: number;
  needs: Needs;
  files?: FilesBeside;
  timeoutSeconds?: number;
  memoryMb?: number;
};

/** Receives domain events from the bus through a queue with a dead-letter queue. */
export type SubscriberTrigger = {
  kind: 'subscriber';
  /** The stack that it is in. */
  area: Area;
  name: string;
  /** Detail types, e.g. `FeedbackReceived`. */
  on: readonly string[];
  /** Event source; the product's own by default. */
  source?: string;
  /** What the detail of an event must match besides, as an EventBridge pattern. */
  detail?: Readonly<Record<string, unknown>>;
  needs: Needs;
  files?: FilesBeside;
  memoryMb?: number;
  /** Messages of one invocation, 10 unless given; more than 10 wait up to a second for one another. */
  batchSize?: number;
  /** Invocations at a time, 2 to 1 000; as many as Lambda gives unless given. */
  maxConcurrency?: number;
  /** Age of the oldest message, in seconds, from which an alarm rings: where people wait for what it does. */
  alarmAfterSeconds?: number;
  timeoutSeconds?: number;
};

/** Runs on an EventBridge Scheduler expression, at least once. */
export type ScheduleTrigger = {
  kind: 'schedule';
  /** The stack that it is in. */
  area: Area;
  name: string;
  /** `rate(5 minutes)` or `cron(0 3 * * ? *)`, in UTC. */
  every: string;
  needs: Needs;
  files?: FilesBeside;
  timeoutSeconds?: number;
  memoryMb?: number;
};

/** One queue of a queue trigger. */
export type QueueLane = {
  /** Messages of one invocation, at most 10. */
  batchSize: number;
  /** Invocations at a time, 2 to 1 000. A lane never takes the places of another. */
  maxConcurrency: number;
  /** Age of the oldest message, in seconds, from which the lane's alarm rings. */
  alarmAfterSeconds: number;
};

/**
 * Works off messages that the product itself sends, in lanes: a queue each, so that a full one does not hold up the
 * others. Within a lane messages of a group (a company) share fairly with those of other groups.
 */
export type QueueTrigger = {
  kind: 'queue';
  /** The stack that it is in. */
  area: Area;
  name: string;
  lanes: Readonly<Record<string, QueueLane>>;
  needs: Needs;
  files?: FilesBeside;
  timeoutSeconds?: number;
  memoryMb?: number;
};

export type Trigger = StreamTrigger | SubscriberTrigger | ScheduleTrigger | QueueTrigger;

export { EVENT_SOURCE } from '../shared/kernel/event-source.ts';
export { queueVariable } from '../shared/kernel/queue-variable.ts';

export const defineStream = (trigger: Omit<StreamTrigger, 'kind'>): StreamTrigger => ({ kind: 'stream', ...trigger });
export const defineSubscriber = (trigger: Omit<SubscriberTrigger, 'kind'>): SubscriberTrigger => ({
  kind: 'subscriber',
  ...trigger,
});
export const defineSchedule = (trigger: Omit<ScheduleTrigger, 'kind'>): ScheduleTrigger => ({
  kind: 'schedule',
  ...trigger,
});
export const defineQueue = (trigger: Omit<QueueTrigger, 'kind'>): QueueTrigger => ({ kind: 'queue', ...trigger });
