import * as fc from 'fast-check';
import { type CountableAlert, countedAlerts } from '../../alert/alert.counted.ts';
import { type CountableFollowUp, countedFollowUps } from '../../follow-up/follow-up.counted.ts';
import { type CountableSurvey, countedSurveys } from '../../survey-analytics/survey.counted.ts';
import { type CountableLoopRun, countedLoopRuns } from '../../initiative/loop.counted.ts';
import { type CountableTriageItem, countedTriageItems } from '../../triage/triage.counted.ts';
import type { Countable } from '../contribution.ts';
import type { CountedKind, CountingSettings, RecordChange } from '../counted-kind.ts';
import { countedFeedback } from '../feedback.counted.ts';
import { applyChanges, type LedgerStore } from '../rollup.ts';
import { Totals } from '../totals.ts';
import { addRows, type Rows } from './memory-store.ts';

/** The kinds that live in a story. */
export const kinds = [
  countedFeedback,
  countedSurveys,
  countedFollowUps,
  countedAlerts,
  countedTriageItems,
  countedLoopRuns,
] as const;

/** What happens to a record in one write. */
type Write = {
  /** Which of {@link kinds} it is. */
  kind: number;
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
      kind: small(kinds.length - 1),
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
  storeOf(kind: CountedKind): LedgerStore;
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
    const work = wave.map((delivery) => deliver(world, stream, delivery));
    for (const result of await Promise.allSettled(work)) {
      if (result.status === 'rejected' && !(result.reason instanceof Crash)) throw result.reason;
    }
  }
  if (told.ending === 'redelivery') {
    for (const change of stream.toReversed()) await apply(world, [change]);
    return recomputeAll(final, zones[0]);
  }
  // What a dead consumer missed, or counted by the old day, is found by the sweep from the records alone.
  await apply(world, final, { restate: true });
  return recomputeAll(final, told.moves < told.waves.length ? zones[1] : zones[0]);
}

/** A change of one of the kinds. */
type Told = { kind: CountedKind; change: RecordChange };
const ofKind = (told: readonly Told[], kind: CountedKind): RecordChange[] =>
  told.flatMap((one) => (one.kind === kind ? [one.change] : []));

/** Each kind's changes go to its own ledger, one kind after the other. */
async function apply(
  world: Pick<World, 'storeOf'>,
  told: readonly Told[],
  options: { restate?: boolean } = {},
): Promise<void> {
  for (const kind of kinds) await applyChanges(world.storeOf(kind), ofKind(told, kind), options);
}

async function deliver(world: World, stream: Told[], { from, length, crash, at }: Delivery): Promise<void> {
  let commits = 0;
  const dying = (store: LedgerStore): LedgerStore => ({
    kind: store.kind,
    settings: () => store.settings(),
    pages: (refs) => store.pages(refs),
    pause: (tries) => store.pause(tries),
    commit: async (step) => {
      const dies = crash !== 'none' && commits++ === at;
      if (dies && crash === 'before') throw new Crash();
      const result = await store.commit(step);
      if (dies) throw new Crash();
      return result;
    },
  });
  await apply({ storeOf: (kind) => dying(world.storeOf(kind)) }, stream.slice(from, from + length));
}

/** The story's writes as a stream, and the last state of every record. */
function streamOf(writes: Write[]): { stream: Told[]; final: Told[] } {
  const revisions = new Map<string, number>();
  const gone = new Set<string>();
  const stream: Told[] = [];
  for (const write of writes) {
    const id = `${write.kind} ${write.record}`;
    if (gone.has(id)) continue;
    const revision = (revisions.get(id) ?? 0) + 1;
    revisions.set(id, revision);
    if (write.fate === 'purge') gone.add(id);
    const change = changes[write.kind] ?? feedbackChange;
    stream.push({ kind: kinds[write.kind] as CountedKind, change: change(write, revision) });
  }
  return { stream, final: [...new Map(stream.map((told) => [told.change.id, told])).values()] };
}

const changes = [feedbackChange, surveyChange, followUpChange, alertChange, triageChange, loopChange];

const dayOf = (day: number): string => `2026-11-${29 + (day % 2)}T${day === 0 ? '13' : '23'}:30:00.000Z`;

function feedbackChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<Countable> {
  const feedbackId = `fb_${record}`;
  // Three records share a page, as those of a bulk do.
  const page = record < 3 ? 'fb_0' : feedbackId;
  const state: Countable = {
    feedbackId,
    ledgerPage: page,
    occurredAt: dayOf(day),
    source: 'survey',
    scores: score === 0 ? [] : [{ metric: 'csat', value: score, scaleMin: 1, scaleMax: 5 }],
    snapshot: agent === 0 ? {} : { agentId: `a${agent}`, teamId: 't' },
    ...(score > 3 && { analysis: aCorrection(score) }),
    ...(fate === 'exclude' && { excluded: { reason: 'spam' } }),
    ...(fate === 'delete' && { deletedAt: '2026-11-30T00:00:00.000Z' }),
  };
  return { id: feedbackId, month: '2026-11', page, revision, record: fate === 'purge' ? null : state };
}

/** A judgement of the engine that a person has corrected, in one version or the next. */
const aCorrection = (score: number): NonNullable<Countable['analysis']> => ({
  status: 'done',
  sentiment: 'mixed',
  emotions: ['fear'],
  version: String(score),
  parts: { sentiment: 'done' },
  correctedBy: 'user-1',
  engineSaid: { sentiment: 'negative', emotions: ['anger'] },
});

/** A survey counts in two days: that of being asked for, and that of its mail. */
function surveyChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<CountableSurvey> {
  const surveyId = `sv_${record}`;
  const state: CountableSurvey = {
    surveyId,
    templateId: `tpl_${record % 2}`,
    templateVersion: 1,
    status: fate === 'delete' ? 'bounced' : score === 0 ? 'sent' : 'completed',
    createdAt: '2026-11-29T13:30:00.000Z',
    ...(fate !== 'exclude' && { sentAt: dayOf(day) }),
    language: 'en',
    contact: { email: `person@${agent}.example` },
    snapshot: agent === 0 ? {} : { agentId: `a${agent}`, channel: 'chat' },
    ...(score > 0 && { responses: [{ questionId: 'q', type: 'csat', answer: score }] }),
  };
  const stays = fate === 'purge' ? null : state;
  return { id: surveyId, month: '2026-11', page: surveyId, revision, record: stays };
}

const noon = (daysOn: number, hours = 0): string => new Date(Date.UTC(2026, 10, 29 + daysOn, 12 + hours)).toISOString();

/** Asking again after a cycle: no answer yet, or one that is happy or not, or that nothing can be compared with. */
const aResurvey = (at: number, day: number, agent: number): CountableFollowUp['cycles'][number]['resurvey'] => {
  const csat = (value: number) => ({ metric: 'csat', value, scaleMin: 1, scaleMax: 5 });
  return {
    state: day === 0 ? 'asked' : 'answered',
    askedAt: noon(9 * at + 5),
    ...(day > 0 && { answeredAt: noon(9 * at + 5 + agent), before: csat(1 + agent * 2), after: csat(3 + (at % 3)) }),
  };
};

/** A follow-up of up to five cycles, each on days of its own: more rows than one transaction holds. */
function followUpChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<CountableFollowUp> {
  const followUpId = `fu_${record}`;
  const owner = agent === 0 ? {} : { ownerId: `a${agent}`, teamId: `t${agent}` };
  const cycles = Array.from({ length: [1, 1, 2, 3, 5][score] ?? 1 }, (_, at): CountableFollowUp['cycles'][number] => ({
    n: at + 1,
    openedAt: noon(9 * at),
    firstTouchDueAt: noon(9 * at + 2),
    ...(day > 0 && { firstTouchAt: noon(9 * at + day), firstTouchTook: { business: 40 * day, wall: 400 * day } }),
    ...((at < 4 || fate === 'delete') && {
      ...owner,
      urgency: 'high',
      closedAt: noon(9 * at + 3, -12),
      closedAs: day === 1 ? 'no_action' : 'resolved',
      closingTook: { business: 130 * agent, wall: 1_300 },
      onTime: day === 2,
      rootCause: { code: 'policy' },
      action: { code: 'fixed' },
      ...(day !== 1 && { resurvey: aResurvey(at, day, agent) }),
    }),
  }));
  const state: CountableFollowUp = {
    followUpId,
    about: { source: 'survey', category: 'billing', theme: 'price', tier: 'gold' },
    ruleId: 'fr_1',
    urgency: 'low',
    ...owner,
    ...(day === 0 && { remindedTo: noon(3) }),
    ...(fate === 'exclude' && { leftOut: { because: 'excluded' } }),
    cycles,
  };
  return { id: followUpId, month: '2026-11', page: followUpId, revision, record: fate === 'purge' ? null : state };
}

/** An alert that opened, waited or was over, was acknowledged and resolved. */
function alertChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<CountableAlert> {
  const alertId = `al_${record}`;
  const state: CountableAlert = {
    alertId,
    ruleId: `ar_${agent}`,
    severity: score > 2 ? 'critical' : 'warning',
    status: fate === 'exclude' ? 'suppressed' : 'resolved',
    openedAt: dayOf(0),
    ...(fate === 'exclude' && { suppressedBy: 'mute' }),
    ...(day > 0 && { ackAt: dayOf(day) }),
    ...(score > 0 && { resolvedAt: dayOf(2), resolution: 'useful' }),
    ...(fate === 'delete' && { deletedAt: dayOf(2) }),
  };
  return { id: alertId, month: '2026-11', page: alertId, revision, record: fate === 'purge' ? null : state };
}

/** A triage item that waits, is decided about, perhaps again, and perhaps waits again. */
function triageChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<CountableTriageItem> {
  const itemId = `tri_${record}`;
  const outcomes = ['kept', 'changed', 'unsaid'] as const;
  const state: CountableTriageItem = {
    itemId,
    route: ['none', 'engineering', 'roadmap'][agent],
    impact: 'low',
    arrivedAt: noon(-score),
    ...(score > 1 && { type: 'bug', theme: 'price' }),
    ...(fate === 'exclude' && { leftOut: { because: 'excluded' } }),
    ...(score > 0 && {
      firstDecision: {
        at: dayOf(day),
        waited: agent > 0,
        suggested: ['type', 'route'].map((kind, at) => ({ kind, outcome: outcomes[(day + at) % 3] ?? 'kept' })),
        ...(fate === 'delete' && { takenBack: true as const }),
      },
    }),
  };
  return { id: itemId, month: '2026-11', page: itemId, revision, record: fate === 'purge' ? null : state };
}

/** How many people of an initiative had been told at some time. */
function loopChange({ record, day, score, agent, fate }: Write, revision: number): RecordChange<CountableLoopRun> {
  const runId = `ini_${record}:resolution`;
  const state: CountableLoopRun = {
    runId,
    initiativeId: `ini_${record}`,
    outcome: {
      shippedAt: dayOf(day),
      sent: score,
      unresolved: agent,
      suppressed: { no_address: day, ...(fate === 'exclude' && { unlinked: 1 }) },
    },
  };
  return { id: runId, month: '2026-11', page: runId, revision, record: fate === 'purge' ? null : state };
}

/** The truth: what the records themselves add up to. */
export function recompute<R>(
  kind: CountedKind<R>,
  changes: readonly RecordChange<R>[],
  settings: CountingSettings,
): Rows {
  const totals = new Totals(kind);
  for (const { record } of changes)
    for (const one of record === null ? [] : kind.contributions(record, settings)) totals.add(one, 1);
  const rows: Rows = new Map();
  addRows(rows, totals.deltas());
  return rows;
}

const recomputeAll = (told: readonly Told[], settings: CountingSettings): Rows =>
  new Map(kinds.flatMap((kind) => [...recompute(kind as CountedKind, ofKind(told, kind), settings)]));
