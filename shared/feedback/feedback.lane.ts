import type { Lane } from '../kernel/lanes.ts';
import { isBulkItem } from './bulk-item.ts';

const OLD_MS = 24 * 3_600_000;

/** What of a stored record decides on its lane. */
export type LaneFacts = {
  source: string;
  occurredAt: string;
  updatedAt: string;
  lastAction?: string;
  lastRequestId?: string;
};

/**
 * The lane of a record by how its last change came: in bulk, by an import, as a request to analyse again, or more than
 * a day after it was said, it can wait; whatever else just happened.
 */
export function laneOf({ source, occurredAt, updatedAt, lastAction, lastRequestId = '' }: LaneFacts): Lane {
  const old = Date.parse(updatedAt) - Date.parse(occurredAt) > OLD_MS;
  return old || source === 'import' || lastAction === 'reanalyse' || isBulkItem(lastRequestId) ? 'backlog' : 'new';
}
