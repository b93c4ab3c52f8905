import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { sharesOf, type Voice } from './figures.ts';
import { alertBlocks } from './kinds/alerts.ts';
import { benchmarkBlocks } from './kinds/benchmark.ts';
import { breakdownBlocks } from './kinds/breakdown.ts';
import { driverBlocks } from './kinds/drivers.ts';
import { followUpBlocks } from './kinds/follow-ups.ts';
import { funnelBlocks } from './kinds/funnel.ts';
import { goalBlocks } from './kinds/goals.ts';
import { tableBlocks } from './kinds/table.ts';
import { trendBlocks } from './kinds/trend.ts';
import { quoteBlocks } from './kinds/verbatims.ts';
import type { LaidBlock } from './laid.ts';
import { charted, tiles } from './parts.ts';

type Section = Snapshot['sections'][number];
/** Unit of a metric by its name; every metric of a snapshot has its formula there. */
export type Units = ReadonlyMap<string, string>;

/** What a section shows, whatever prints it. */
export function blocksOf(voice: Voice, section: Section, units: Units): LaidBlock[] {
  const { texts } = voice;
  const unit = 'metric' in section ? (units.get(section.metric) ?? '') : '';
  const note = section.state === 'ok' ? [] : [{ type: 'note' as const, text: texts.states[section.state] }];
  // Of what is empty or may not be read there are no data; a total may still be there.
  if (section.state === 'forbidden' || section.state === 'error') return note;
  return [...note, ...dataOf(voice, section, unit)];
}

function dataOf(voice: Voice, section: Section, unit: string): LaidBlock[] {
  switch (section.kind) {
    case 'kpi_row':
      return [
        ...tiles(voice, section.figures),
        ...section.figures.flatMap(({ figure }) => {
          const chart = sharesOf(voice, figure);
          return chart ? charted(voice, chart) : [];
        }),
      ];
    case 'trend':
      return trendBlocks(voice, section, unit);
    case 'breakdown':
      return breakdownBlocks(voice, section, unit);
    case 'table':
      return section.state === 'empty' ? [] : tableBlocks(voice, section);
    case 'verbatims':
      return quoteBlocks(voice, section.items, section.of);
    case 'text':
      return [{ type: 'prose', blocks: section.blocks }];
    case 'funnel':
      return section.state === 'empty' ? [] : funnelBlocks(voice, section);
    case 'alerts':
      return alertBlocks(voice, section);
    case 'follow_ups':
      return followUpBlocks(voice, section);
    case 'drivers':
      return section.groups.length ? driverBlocks(voice, section, unit) : [];
    case 'goals':
      return section.items.length ? goalBlocks(voice, section) : [];
    case 'benchmark':
      return section.items.length ? benchmarkBlocks(voice, section) : [];
    case 'scorecard':
      return [
        ...tiles(voice, section.figures),
        ...(section.items.length ? [{ type: 'note' as const, text: voice.texts.newest }] : []),
        ...quoteBlocks(voice, section.items, section.items.length),
      ];
  }
}
