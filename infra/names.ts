import type { Trigger } from '../events/define.ts';

/** Folder of a trigger's kind under `events/`, and how its functions' names begin. */
export const kinds = {
  stream: { folder: 'streams', prefix: 'stream-' },
  subscriber: { folder: 'subscribers', prefix: 'on-' },
  schedule: { folder: 'schedules', prefix: 'every-' },
  queue: { folder: 'queues', prefix: 'queue-' },
} as const;

/** Name of a trigger's function and bundle, e.g. `on-record-audit`; a resource's function has the resource's name. */
export const functionNameOf = ({ kind, name }: Pick<Trigger, 'kind' | 'name'>): string =>
  `${kinds[kind].prefix}${name}`;
