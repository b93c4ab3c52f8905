import * as fc from 'fast-check';
import type { Countable } from '../contribution.ts';
import type { CountingSettings, RecordChange } from '../counted-kind.ts';
import { countedFeedback } from '../feedback.counted.ts';
import { applyChanges, type LedgerStore } from '../rollup.ts';
import { Totals } from '../totals.ts';
import { addRows, type Rows } from './memory-store.ts';

/** What happens to a record in one write. */
type Write = {
  record: number;
  day: number;
  score: number;
  agent: number;
  fate: 'keep' | 'exclude' | 'delete' | 'purge';
};
/** One attempt to deliver a slice of the stream. */
type Delivery = { from: number; length: number; crash: 'none' | 'before' | 'after'; at: number };

/** A whole life of a company's records and of the machinery that counts them. */
export type Story = {
  writes: Write[];
  /** Slices in any order, overlapping, repeated; neighbours in a wave run at the same time. */
  waves: Delivery[][];
  /** How often a worker lets others go first. */
  turns: number[];
  /** After how many waves the company changes its time zone; only a sweep can bring that home. */
  moves: number;
  /** How the story ends: every change arrives after all (newest first), or the sweep reads the records. */
  ending: 'redelivery' | 'sweep';
};

const RECORDS = 5;
const small = (max: number) => fc.nat({ max });

export const story: fc.Arbitrary<Story> = fc.record({
  writes: fc.array(
    fc.record({
      record: small(RECORDS - 1),
      day: small(2),
      score: small(4),
      agent: small(2),
      fate: fc.constantFrom('keep', 'keep', 'keep', 'exclude', 'delete', 'purge'),
    }),
    { minLength: 1, maxLength: 10 },
  ),
  waves: fc.array(
    fc.array(
      fc.record({
        from: small(9),
        length: fc.integer({ min: 1, max: 8 }),
        crash: fc.constantFrom('none', 'none', 'before', 'after'),
        at: small(1),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { maxLength: 4 },
  ),
  turns: fc.array(small(3), { minLength: 1, maxLength: 7 }),
  moves: small(6),
  ending: fc.constantFrom('redelivery', 'sweep'),
});

const zones: [CountingSettings, CountingSettings] = [
  { timeZone: 'UTC', dayBoundary: '00:00' },
  { timeZone: 'Pacific/Auckland', dayBoundary: '04:00' },
];
export const firstSettings = zones[0];

class Crash extends Error {}

/** What a world of the story needs beside the store: a way to change settings and to let others run. */
export type World = {
  store: LedgerStore<Countable>;
  setSettings(settings: CountingSettings): void;
  setTurns(turn: () => Promise<void>): void;
};

/** Plays a story and returns what the numbers should be in the end. */
export async function play(told: Story, world: World): Promise<Rows> {
  const { stream, final } = streamOf(told.writes);
  let turn = 0;
  world.setTurns(async () => {
    for (let wait = told.turns[turn++ % told.turns.length] ?? 0; wait > 0; wait--) await Promise.resolve();
  });
  for (const [index, wave] of told.waves.entries()) {
    if (index === told.moves && told.ending === 'sweep') world.setSettings(zones[1]);
    const work = wave.map((delivery) => deliver(world.store, stream, delivery));
    for (const result of await Promise.allSettled(work)) {
      if (result.status === 'rejected' && !(result.reason instanceof Crash)) throw result.reason;
    }
  }
  if (told.ending === 'redelivery') {
    for (const change of stream.toReversed()) await applyChanges(world.store, [change]);
    return recompute(final, zones[0]);
  }
  // What a dead consumer missed, or counted by the old day, is found by the sweep from the records alone.
  await applyChanges(world.store, final, { restate: true });
  return recompute(final, told.moves < told.waves.length ? zones[1] : zones[0]);
}

async function deliver(
  store: LedgerStore<Countable>,
  stream: RecordChange<Countable>[],
  { from, length, crash, at }: Delivery,
): Promise<void> {
  let commits = 0;
  const dying: LedgerStore<Countable> = {
    ...store,
    settings: () => store.settings(),
    commit: async (step) => {
      const dies = crash !== 'none' && commits++ === at;
      if (dies && crash === 'before') throw new Crash();
      const result = await store.commit(step);
      if (dies) throw new Crash();
      return result;
    },
  };
  await applyChanges(dying, stream.slice(from, from + length));
}

/** The story's writes as a stream, and the last state of every record. */
function streamOf(writes: Write[]): { stream: RecordChange<Countable>[]; final: RecordChange<Countable>[] } {
  const revisions = new Map<number, number>();
  const gone = new Set<number>();
  const stream: RecordChange<Countable>[] = [];
  for (const write of writes) {
    if (gone.has(write.record)) continue;
    const revision = (revisions.get(write.record) ?? 0) + 1;
    revisions.set(write.record, revision);
    if (write.fate === 'purge') gone.add(write.record);
    stream.push(changeOf(write, revision));
  }
  return { stream, final: [...new Map(stream.map((change) => [change.id, change])).values()] };
}

function changeOf({ record, day, score, agent, fate }: Write, revision: number): RecordChange<Countable> {
  const feedbackId = `fb_${record}`;
  // Three records share a page, as those of a bulk do.
  const page = record < 3 ? 'fb_0' : feedbackId;
  const state: Countable = {
    feedbackId,
    ledgerPage: page,
    occurredAt: `2026-11-${29 + (day % 2)}T${day === 0 ? '13' : '23'}:30:00.000Z`,
    source: 'survey',
    scores: score === 0 ? [] : [{ metric: 'csat', value: score, scaleMin: 1, scaleMax: 5 }],
    snapshot: agent === 0 ? {} : { agentId: `a${agent}`, teamId: 't' },
    ...(fate === 'exclude' && { excluded: { reason: 'spam' } }),
    ...(fate === 'delete' && { deletedAt: '2026-11-30T00:00:00.000Z' }),
  };
  return { id: feedbackId, month: '2026-11', page, revision, record: fate === 'purge' ? null : state };
}

/** The truth: what the records themselves add up to. */
export function recompute(changes: readonly RecordChange<Countable>[], settings: CountingSettings): Rows {
  const totals = new Totals(countedFeedback);
  for (const { record } of changes) {
    for (const one of record ? countedFeedback.contributions(record, settings) : []) totals.add(one, 1);
  }
  const rows: Rows = new Map();
  addRows(rows, totals.deltas());
  return rows;
}
