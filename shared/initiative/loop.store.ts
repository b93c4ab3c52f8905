import { defineStore } from '../kernel/store.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { shardOf } from '../kernel/ids.ts';
import { runKey, TOLD } from './loop.keys.ts';
import { LoopMail, LoopRun, type LoopStage } from './loop.schema.ts';
import { LoopSettings, StoredLoopSettings } from './loop-settings.schema.ts';

/** Partitions of the mails of one stage. */
export const MAIL_SHARDS = 16;

type Staged = { initiativeId: Id<'initiative'>; stage: LoopStage };

export const runIdOf = ({ initiativeId, stage }: Staged): string => `${initiativeId}:${stage}`;
export const mailIdOf = (of: Staged & { person: string }): string => `${runIdOf(of)}:${of.person}`;
/** Where the mails of a stage lie, without the company. */
export const mailPartition = ({ initiativeId, stage }: Staged, shard: number): string =>
  `ilm#${initiativeId}#${stage}#${shard}`;

/** The parts of an id that is made of them; none of them holds a colon. */
const partsOf = (id: string) => {
  const [initiativeId, stage, person = ''] = id.split(':');
  return { initiativeId: initiativeId as Id<'initiative'>, stage: stage as LoopStage, person };
};
const mailPk = (mailId: string): string => {
  const of = partsOf(mailId);
  return mailPartition(of, shardOf(of.person, MAIL_SHARDS));
};

export const loopMails = defineStore('loopMail', LoopMail, {
  id: 'mailId',
  key: { pk: ({ mailId }) => mailPk(mailId), sk: ({ mailId }) => partsOf(mailId).person },
  indexes: {},
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
