import { readSettings } from '../company/settings.ts';
import { type Context, RESERVE_MS } from '../kernel/context.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import type { Report } from '../report/report.schema.ts';
import { groupingOf } from '../report/groupings.ts';
import { SNAPSHOT_VERSION, type Snapshot } from '../report/snapshot.schema.ts';
import { Brand } from '../survey-template/brand.schema.ts';
import { figuresIn } from './figures-in.ts';
import { Family } from './family.ts';
import { type Burst, daysOf, type Frame, todayOf, type Words } from './frame.ts';
import { Labels } from './labels.ts';
import { oneReading } from './one-reading.ts';
import { computed, type OnDefect, settled } from './section.ts';
import { readingWithin, timeLimit } from './time-limit.ts';

/** What of a definition is computed; a preview has no record yet. */
export type Definition = Pick<Report, 'title' | 'language' | 'paper' | 'period' | 'compare' | 'filters' | 'sections'>;
/** Which run it is. `ctx.now` is the time of the figures, `dueAt` that for which the periods are found. */
export type RunOf = Omit<Snapshot['run'], 'title' | 'asOf' | 'mixed' | 'burst'> & { burst?: Burst | undefined };

const MOST_READINGS = 3;
/** So long all of it may take. */
const MOST_MS = 60_000;

/**
 * Computes all that a report says, as its reader may see it, from one reading of the counters: where they move meanwhile, what
 * has moved is read again and all is computed anew, three times at most. Sections that may not be read or cannot be computed
 * say so and stand beside the others. Throws `SectionFailed` for the first one that a defect of ours, or the time of 60 seconds,
 * has ended, unless defects are told in their sections.
 */
export async function compute(
  outer: Context,
  definition: Definition,
  run: RunOf,
  { words, onDefect = 'throw' }: { words: Words; onDefect?: OnDefect },
): Promise<Snapshot> {
  const limit = timeLimit(timeFor(outer));
  try {
    const reading = oneReading(readingWithin(outer, limit));
    const settings = await readSettings(outer, { consistent: false });
    const today = todayOf(new Date(run.dueAt), settings);
    const labels = new Labels(outer);
    for (let count = 1; ; count++) {
      const { ctx } = reading;
      const frame: Frame = {
        ctx,
        settings,
        asked: definition,
        language: definition.language,
        burst: run.burst,
        today,
        seed: run.runId ?? run.dueAt,
        labels,
        family: new Family(ctx, settings, definition.compare),
        words,
        limit,
      };
      const sections = await Promise.all(definition.sections.map((section) => computed(frame, section, onDefect)));
      await limit.within(frame.family.judge());
      const moved = await limit.within(reading.moved());
      if (moved && count < MOST_READINGS) continue;
      return await shown(frame, definition, run, sections.map(settled), moved);
    }
  } finally {
    limit.end();
  }
}

/** So long all may take; less where a reply has to be sent before. */
const timeFor = ({ deadline }: Pick<Context, 'deadline'>): number =>
  Math.max(0, Math.min(MOST_MS, deadline === undefined ? MOST_MS : deadline.getTime() - RESERVE_MS - Date.now()));

async function shown(
  frame: Frame,
  definition: Definition,
  { burst, ...run }: RunOf,
  sections: Snapshot['sections'],
  mixed: boolean,
): Promise<Snapshot> {
  const { ctx, settings, labels } = frame;
  const { title, language, paper, period, filters } = definition;
  const { range, named } = daysOf(frame, period);
  const scope = Object.entries(filters).filter(([, wanted]) => wanted !== undefined);
  return {
    schemaVersion: SNAPSHOT_VERSION,
    run: {
      ...run,
      title,
      asOf: ctx.now.toISOString(),
      ...(mixed && { mixed: true as const }),
      ...(burst && { burst: { ...burst, label: await labels.of(burst.by, burst.key) } }),
    },
    company: { name: ctx.companyId, brand: Brand.parse({}), zone: settings.timeZone },
    language,
    paper,
    period: { ...range, ...(named !== undefined && { named }) },
    filters: await Promise.all(
      scope.map(async ([filter, key]) => {
        const by = groupingOf[filter as keyof typeof groupingOf];
        return { by, keys: [await labels.keyed(by, String(key))] };
      }),
    ),
    sections,
    ...aboutFigures(sections, range),
  };
}

/** The formula of each metric, and what it left out in the period of the report. */
function aboutFigures(sections: Snapshot['sections'], range: { from: string; to: string }) {
  const figures = figuresIn(sections);
  const used = metricNames.filter((name) => figures.some(({ metric }) => metric === name));
  const excluded = used.flatMap((metric) => {
    const whole = figures.find(
      ({ metric: name, scope }) => name === metric && scope.from === range.from && scope.to === range.to,
    );
    const reasons = Object.entries(whole?.excluded ?? {}).filter(([, count]) => count > 0);
    return reasons.length > 0 ? [{ metric, reasons: Object.fromEntries(reasons) }] : [];
  });
  return { formulas: used.map(formulaOf), excluded };
}

function formulaOf(name: MetricName): Snapshot['formulas'][number] {
  const { title, formula, formulaVersion = 1, unit, direction, citation } = metrics[name];
  return { metric: name, title, formula, formulaVersion, unit, direction, citation };
}
