import type { Settings } from '../company/settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import { localDay } from '../kernel/calendar.ts';
import { fromKeyPart, keyPart } from '../kernel/ids.ts';
import { read } from '../metrics/metrics.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import type { Range } from '../metrics/rows.ts';
import { type AgentCounters, agentCounters } from './agent.ts';
import { type ExecutiveCounters, executiveCounters } from './executive.ts';
import { type ManagerCounters, managerCounters } from './manager.ts';
import { type OpenNow, readOpen } from './now.ts';
import { type Pairs, pairsOf } from './periods.ts';
import { type Preset, presets, rangeOfPreset } from './preset.ts';
import type { Page } from './stored.ts';
import { type Need, trainingNeeds } from './training.ts';

/** Of which days a page is, and whose clock says so. */
export type Days = { range: Range; pairs: Pairs; today: string; preset?: Preset | undefined };
type Clock = Pick<Settings, 'timeZone' | 'dayBoundary'>;

/** A year's single days would cost more to read than to add up. */
const unstored: Preset = 'year';
export const isStored = (preset: Preset | undefined): preset is Preset => preset !== undefined && preset !== unstored;

const daysOf = ({ range, today }: Days, { timeZone, dayBoundary }: Clock): string =>
  [range.from, range.to, today, timeZone, dayBoundary].join(' ');

export type ExecutiveParts = { counters: ExecutiveCounters; open: OpenNow };
export const executivePage = (days: Days, clock: Clock): Page<ExecutiveParts> => ({
  name: 'executive',
  preset: days.preset ?? '',
  days: daysOf(days, clock),
  isWatched: true,
  parts: { counters: (ctx) => executiveCounters(ctx, days.range, days.pairs), open: readOpen },
});

export type ManagerParts = { counters: ManagerCounters; open: OpenNow; training: Need[]; correlation: Figure };
export const managerPage = (days: Days, clock: Clock, teamId: string | undefined): Page<ManagerParts> => ({
  name: teamId === undefined ? 'manager' : `manager#${keyPart(teamId)}`,
  preset: days.preset ?? '',
  days: daysOf(days, clock),
  isWatched: true,
  parts: {
    counters: (ctx) => managerCounters(ctx, { ...days, teamId }),
    open: readOpen,
    training: (ctx) => trainingNeeds(ctx, days.today, ctx.now.toISOString()),
    correlation: async (ctx) =>
      (await read(ctx, { name: 'resolution_correlation', ...days.range, grain: 'total' })).total,
  },
});

export type AgentParts = { counters: AgentCounters; training: Need[] };
/** Hundreds of agents may look at a page of their own: to make all of these anew with each change would cost more than their looks. */
export const agentPage = (days: Days, clock: Clock, agentId: string): Page<AgentParts> => ({
  name: `agent#${keyPart(agentId)}`,
  preset: days.preset ?? '',
  days: daysOf(days, clock),
  isWatched: false,
  parts: {
    counters: (ctx) => agentCounters(ctx, { agentId, ...days }),
    training: async (ctx) => {
      const needs = await trainingNeeds(ctx, days.today, ctx.now.toISOString());
      return needs.filter((need) => need.agentId === agentId);
    },
  },
});

/** The page behind the name by which it is looked at, as of now; undefined for one that is not stored any more. */
export function pageNamed({ now }: Pick<Context, 'now'>, clock: Clock, looked: string): Page<object> | undefined {
  const [first = '', ...rest] = looked.split('/');
  const preset = presets.find((one) => one === first);
  if (!isStored(preset)) return undefined;
  const today = localDay(now, clock.timeZone, clock.dayBoundary);
  const range = rangeOfPreset(preset, today);
  const days = { range, pairs: pairsOf(range, today), today, preset };
  const name = rest.join('/');
  if (name === 'executive') return executivePage(days, clock);
  if (name === 'manager') return managerPage(days, clock, undefined);
  const [, team] = /^manager#(.+)$/s.exec(name) ?? [];
  return team === undefined ? undefined : managerPage(days, clock, fromKeyPart(team));
}
