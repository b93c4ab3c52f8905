import type { BoardData } from '../../../shared/board/board.schema.ts';
import type { Figure } from '../../../shared/metrics/figure.schema.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { type Days, daysOfPoint } from '../kit/days.ts';
import { recordsOf } from '../kit/records.ts';
import type { Lead, Leads } from '../reports/leads.ts';

type Tile = BoardData['tiles'][number];
type Has = { figure: Figure };

const toRecords = (records: Figure['records'] | undefined): Lead =>
  records ? { to: '/feedback', search: recordsOf(records) } : undefined;
const ofFigure = ({ figure }: Has): Lead => toRecords(figure.records);
const toFeedback = ({ feedbackId }: { feedbackId: string }): Lead => ({
  to: '/feedback/$feedbackId',
  params: { feedbackId },
});

/** Rows of a table with one figure each, in the column that shows it. */
const inColumn = (column: number, leads: readonly Lead[]): Lead[][] =>
  leads.map((lead) => [...Array.from({ length: column }, (): Lead => undefined), lead]);

/** A point counts some of the records of the whole line. */
function pointsOf({ grain, series, total, period }: Extract<Tile, { kind: 'trend' }>, whole: Days): Lead[][] {
  const records = total?.figure.records;
  const [only, ...others] = series;
  if (!records || !only || others.length > 0) return [];
  const within = period ?? whole;
  const daysOf = (point: string): Days => {
    const { from, to } = daysOfPoint(point, within);
    const last = addDays(from, 6);
    return grain === 'week' ? { from, to: last < within.to ? last : within.to } : { from, to };
  };
  return inColumn(
    1,
    only.points.map(({ period: at, n }) =>
      n > 0 ? toRecords({ ...records, query: { ...records.query, ...daysOf(at) } }) : undefined,
    ),
  );
}

/** Where the numbers of a tile lead to: the records that each counts, or the place where they are worked on. */
export function leadsOf(tile: Tile, whole: Days): Leads {
  switch (tile.kind) {
    case 'kpi_row':
    case 'funnel':
      return { tiles: tile.figures.map(ofFigure) };
    case 'trend':
      return { tiles: tile.total ? [ofFigure(tile.total)] : [], cells: pointsOf(tile, whole) };
    case 'breakdown':
      return { tiles: tile.total ? [ofFigure(tile.total)] : [], cells: inColumn(1, tile.rows.map(ofFigure)) };
    case 'table': {
      const cellsOf = (figures: readonly (Figure | null)[]): Lead[] => [
        undefined,
        ...figures.map((figure) => toRecords(figure?.records)),
      ];
      return {
        cells: [
          ...(tile.total.length > 0 ? [cellsOf(tile.total)] : []),
          ...tile.rows.map(({ cells }) => cellsOf(cells)),
        ],
      };
    }
    case 'verbatims':
      return { quotes: tile.items.map(toFeedback) };
    case 'scorecard':
      return { tiles: tile.figures.map(ofFigure), quotes: tile.items.map(toFeedback) };
    case 'goals':
      return { cells: inColumn(5, tile.items.map(ofFigure)) };
    case 'benchmark':
      return { cells: inColumn(2, tile.items.map(ofFigure)) };
    case 'alerts':
      return {
        tiles: (['critical', 'warning', 'info'] as const).map((): Lead => ({ to: '/alerts' })),
        cells: tile.items.map(({ alertId }): Lead[] => [{ to: '/alerts', search: { open: alertId } }]),
      };
    case 'follow_ups':
      return {
        tiles: tile.figures.map((): Lead => ({ to: '/follow-ups' })),
        cells: tile.items.map(({ followUpId }): Lead[] => [{ to: '/follow-ups', search: { open: followUpId } }]),
      };
    case 'drivers':
    case 'text':
      return {};
  }
}
