import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { figureGrid } from './figure-grid.ts';
import type { Voice } from './figures.ts';
import type { Grid } from './grid.ts';
import { alertCounts, alertGrid } from './kinds/alerts.ts';
import { benchmarkGrid } from './kinds/benchmark.ts';
import { breakdownGrid } from './kinds/breakdown.ts';
import { driverGrid } from './kinds/drivers.ts';
import { followUpGrid } from './kinds/follow-ups.ts';
import { funnelGrid } from './kinds/funnel.ts';
import { goalGrid } from './kinds/goals.ts';
import { proseGrid } from './kinds/prose.ts';
import { tableGrid } from './kinds/table.ts';
import { trendGrid } from './kinds/trend.ts';
import { quoteGrid } from './kinds/verbatims.ts';

type Section = Snapshot['sections'][number];

/** The grids of a section, with unit by metric: its figures, and its list where it has one. */
export function gridsOf(
  voice: Voice,
  section: Section,
  units: ReadonlyMap<string, string>,
): { figures?: Omit<Grid, 'name'>; list?: Omit<Grid, 'name'> } {
  const unit = 'metric' in section ? (units.get(section.metric) ?? '') : '';
  if (section.state === 'forbidden' || section.state === 'error') return {};
  switch (section.kind) {
    case 'kpi_row':
      return { figures: figureGrid(voice, section.figures) };
    case 'trend':
      return {
        ...(section.total && { figures: figureGrid(voice, [section.total]) }),
        list: trendGrid(voice, section, unit),
      };
    case 'breakdown':
      return { list: breakdownGrid(voice, section, unit) };
    case 'table':
      return { list: tableGrid(voice, section) };
    case 'verbatims':
      return { list: quoteGrid(voice, section.items) };
    case 'text':
      return { list: proseGrid(voice, section) };
    case 'funnel':
      return { figures: figureGrid(voice, section.figures), list: funnelGrid(voice, section) };
    case 'alerts':
      return { figures: alertCounts(voice, section), list: alertGrid(voice, section) };
    case 'follow_ups':
      return { figures: figureGrid(voice, section.figures), list: followUpGrid(voice, section) };
    case 'drivers':
      return { list: driverGrid(voice, section, unit) };
    case 'goals':
      return { list: goalGrid(voice, section) };
    case 'benchmark':
      return { list: benchmarkGrid(voice, section) };
    case 'scorecard':
      return { figures: figureGrid(voice, section.figures), list: quoteGrid(voice, section.items) };
  }
}
