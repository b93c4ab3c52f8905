import { defineStore } from '../kernel/store.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { shardOf } from '../kernel/ids.ts';
import { runKey, TOLD } from './loop.keys.ts';
import { LoopMail, LoopRun, type LoopStage } from './loop.schema.ts';
import { SETTLE_MS } from '../mail/once.ts';
import { LoopSettings, StoredLoopSettings } from './loop-settings.schema.ts';

/** Partitions of the mails of one stage. */
export const MAIL_SHARDS = 16;

const RECEIPT_KEPT_MS = 400 * 86_400_000;

type Staged = { initiativeId: Id<'initiative'>; stage: LoopStage };

export const runIdOf = ({ initiativeId, stage }: Staged): string => `${initiativeId}:${stage}`;
export const mailIdOf = (of: Staged & { person: string }): string => `${runIdOf(of)}:${of.person}`;
/** Where the mails of a stage lie, without the company. */
export const mailPartition = ({ initiativeId, stage }: Staged, shard: number): string =>
  `ilm#${initiativeId}#${stage}#${shard}`;
/** The mail that thanks for a record as it comes; there is one whoever the record names meanwhile. */
export const receiptIdOf = (feedbackId: Id<'feedback'>): string => `${feedbackId}:receipt`;

/** Where a mail lies, by the parts of its id; none of them holds a colon. */
const mailKey = (mailId: string): { pk: string; sk: string } => {
  const [about = '', stage = '', person] = mailId.split(':');
  if (person === undefined) return { pk: `ilf#${about}`, sk: stage };
  const of = { initiativeId: about as Id<'initiative'>, stage: stage as LoopStage };
  return { pk: mailPartition(of, shardOf(person, MAIL_SHARDS)), sk: person };
};

export const loopMails = defineStore('loopMail', LoopMail, {
  id: 'mailId',
  key: { pk: ({ mailId }) => mailKey(mailId).pk, sk: ({ mailId }) => mailKey(mailId).sk },
  indexes: {},
  // Mails about an initiative are looked after by the run of their stage.
  due: ({ feedbackId, state, notBefore, calledUntil = '', at }) => {
    if (feedbackId === undefined) return undefined;
    if (state === 'sending') return new Date(Date.parse(at) + SETTLE_MS).toISOString();
    return state === 'waiting' ? [notBefore, calledUntil].toSorted()[1] : undefined;
  },
  retention: ({ feedbackId, notBefore }) =>
    feedbackId === undefined ? undefined : new Date(Date.parse(notBefore) + RECEIPT_KEPT_MS),
});

export const loopRuns = defineStore('loopRun', LoopRun, {
  id: 'runId',
  key: { pk: ({ runId }) => runKey(runId).pk, sk: ({ runId }) => runKey(runId).sk },
  indexes: {
    told: { on: 'gsi2', order: 'asc', pk: ({ outcome }) => outcome !== undefined && TOLD, sk: ({ runId }) => runId },
  },
  due: ({ wanted, seen, wantedAt, dueAt }) => {
    const times = [dueAt, wanted > seen ? wantedAt : undefined].filter((time) => time !== undefined);
    return times.toSorted()[0];
  },
});

export const storedLoopSettings = defineStore('loopSettings', StoredLoopSettings, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (settings) => LoopSettings.parse(settings),
});
