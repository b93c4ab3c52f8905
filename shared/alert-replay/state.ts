import type { Life, Slots } from '../alert/alert.life.ts';
import { endOf, noteLatest } from '../replay/latest.ts';
import { MOST_ALERTS, type Reason } from './replay.schema.ts';

/** An alert that is not closed. */
export type Standing = {
  life: Life;
  /** Its place in the list of alerts; undefined where that was full. */
  listed?: number | undefined;
  /** Whose record opened it: who sees only their own is told of no other. */
  agentId?: string | undefined;
};

/**
 * What is known in the midst of a replay. All of it is bounded, because it is kept with the job between two parts of the
 * work: some 350 KB at most, whatever the rule finds.
 */
export type Replayed = {
  slots: Slots;
  storm?: Standing | undefined;
  mutedUntil?: string | undefined;
  /** When time alone moves an alert next, or earlier. */
  due?: string | undefined;
  /** Alerts that are not closed, by key: those that are listed, and {@link MOST_UNLISTED} more. */
  open: Map<string, Standing>;
  /** When the last alert of a key was closed, as long as that holds back another. */
  closedAt: Map<string, string>;
  /** The end of the ids of records that have set the rule off, with their revision of the latest 10 000. */
  fired: Map<string, number>;
  alerts: Life[];
  /** Bytes that the list of alerts may still take. */
  room: number;
  perWeek: Map<string, number>;
  perKey: Map<string, number>;
  byHour: number[];
  /** By user. */
  notices: Map<string, number>;
  approximate: Set<Reason>;
};

const ROOM = 270_000;
const MOST_UNLISTED = 1_000;
const SHOWN_RECORDS = 3;
const SHOWN_KEYS = 5;
/** What an alert takes in the list beside its keys. */
const ALERT_BYTES = 200;
/** By so much what is said of a number may become longer. */
const FACTS_VARY = 50;

export const nothingYet = (mutedUntil: string | undefined): Replayed => ({
  slots: {},
  mutedUntil,
  open: new Map(),
  closedAt: new Map(),
  fired: new Map(),
  alerts: [],
  room: ROOM,
  perWeek: new Map(),
  perKey: new Map(),
  byHour: Array.from({ length: 24 }, () => 0),
  notices: new Map(),
  approximate: new Set(),
});

/** Notes an alert that has opened, or waits to; the list takes it while there is room. */
export function admitted(replayed: Replayed, life: Life, agentId: string | undefined): Standing {
  const { metric } = life.subject;
  const bytes =
    ALERT_BYTES +
    2 * Buffer.byteLength(life.key) +
    (metric ? Buffer.byteLength(JSON.stringify(metric)) + FACTS_VARY : 0);
  const isListed = replayed.alerts.length < MOST_ALERTS && replayed.room >= bytes;
  if (!isListed) return { life, agentId };
  replayed.room -= bytes;
  replayed.alerts.push(shown(life));
  return { life, agentId, listed: replayed.alerts.length - 1 };
}

/** Notes how an alert stands now. */
export function listed(replayed: Replayed, { listed: place, life }: Standing): void {
  if (place !== undefined) replayed.alerts[place] = shown(life);
}

/** What a result shows of an alert. */
const shown = (life: Life): Life => {
  const { feedbackIds, keys, metric } = life.subject;
  const largest = keys?.toSorted((one, other) => other.count - one.count).slice(0, SHOWN_KEYS);
  return {
    ...life,
    subject: {
      feedbackIds: feedbackIds.slice(0, SHOWN_RECORDS),
      ...(largest && { keys: largest }),
      ...(metric && { metric }),
    },
  };
};

/** Keeps an alert by its key. What is not listed is forgotten where there is too much of it, the oldest first. */
export function keepOpen(replayed: Replayed, key: string, { life, ...more }: Standing): void {
  const { open } = replayed;
  open.set(key, { life: { ...life, subject: shown(life).subject }, ...more });
  const unlisted = open.size - MOST_ALERTS;
  if (unlisted <= MOST_UNLISTED) return;
  for (const [oldest, standing] of open) {
    if (standing.listed !== undefined) continue;
    open.delete(oldest);
    // The alert of one record is not shown, and its record sets off no other: nothing is lost unless it waits.
    const isOfRecord = standing.life.subject.feedbackIds[0] === oldest;
    if (!isOfRecord || standing.life.status === 'suppressed') replayed.approximate.add('many_keys');
    return;
  }
}

export const revisionSeen = ({ fired }: Replayed, feedbackId: string): number | undefined =>
  fired.get(endOf(feedbackId));

/** Notes how often a record was changed that has set the rule off. */
export function noteFired({ fired, approximate }: Replayed, feedbackId: string, revision: number): void {
  if (noteLatest(fired, feedbackId, revision)) approximate.add('many_records');
}
