import type { Context } from '../../kernel/context.ts';
import { addDays } from '../../kernel/calendar.ts';
import { count, nps, type Revised } from '../../metrics/testing/changes.ts';
import { aReport } from '../../report/testing/given.ts';
import { compute, type Definition, type RunOf } from '../compute.ts';
import type { Words } from '../frame.ts';

/** Words as a printer would give them. */
export const words: Words = {
  value: (_, { value, n }) => (value === null ? '–' : `${value.toFixed(1)} (n ${n})`),
  days: (_, from, to) => `${from} to ${to}`,
};

/** The due time of runs in tests, a Tuesday. */
export const DUE = '2026-11-24T07:00:00.000Z';
export const due = new Date(DUE);

let serial = 0;
type Answers = { day: string; scores: readonly number[]; agentId?: string; teamId?: string; more?: Partial<Revised> };

/** CSAT answers on one day, as the reader of the stream counts them. */
export const answers = ({ day, scores, agentId, teamId, more }: Answers): Revised[] =>
  scores.map((value) => ({
    ...nps(serial++, 0),
    scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
    occurredAt: `${day}T10:00:00.000Z`,
    ...((agentId !== undefined || teamId !== undefined) && { snapshot: { agentId, teamId } }),
    ...more,
  }));

/** The same on each of some days. */
export const answersOn = (from: string, days: number, rest: Omit<Answers, 'day'>): Revised[] =>
  Array.from({ length: days }, (_, index) => answers({ ...rest, day: addDays(from, index) })).flat();

export const counted = (ctx: Context, some: readonly Revised[]): Promise<void> => count(ctx, some);

/** A definition with the sections that a test is about. */
export const defined = (sections: object[], more: object = {}): Definition =>
  aReport({ sections: sections as never, ...more });

/** A run of a definition that was due on 24 November 2026. */
export const computedOf = (ctx: Context, definition: Definition, run: Partial<RunOf> = {}) =>
  compute(ctx, definition, { reportVersion: 1, trigger: 'schedule', dueAt: DUE, ...run }, { words });
