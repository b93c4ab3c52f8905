import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DashboardFigure } from '../../../shared/dashboard/dashboard.schema.ts';
import type { Point } from '../../chart/chart.ts';
import { differenceOf, formatRange, formatValue, verdictOf } from '../../chart/format.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { ChartPicture } from './chart.tsx';
import { type Call, recordsOf } from './records.ts';

/** A link to what a number counts, where that can be listed. */
export const RecordsLink = ({ records, children }: { records: Call | null | undefined; children: ReactNode }) =>
  records ? (
    <Link to="/feedback" search={recordsOf(records)} className="quiet">
      {children}
    </Link>
  ) : (
    <>{children}</>
  );

/** Whether a figure got better, in words; the API decides, by a test. */
function Verdict({ figure, past }: { figure: DashboardFigure; past: 'previous' | 'lastYear' }) {
  const compared = figure.compare?.[past];
  if (!compared || compared.verdict === null) return null;
  const difference = differenceOf(spoken(), figure.unit, compared);
  const mark = { better: '▲', worse: '▼', higher: '▲', lower: '▼', no_clear_change: '●' }[compared.verdict];
  const up = (compared.difference ?? 0) >= 0 ? '▲' : '▼';
  const changed = compared.verdict !== 'no_clear_change';
  return (
    <span className={`verdict ${compared.verdict}`}>
      <span aria-hidden="true">{changed ? up : mark} </span>
      {changed && <span className="hidden">{verdictOf(spoken(), compared)} </span>}
      {changed ? difference : verdictOf(spoken(), compared)}{' '}
      {past === 'previous' ? texts().onPrevious : texts().onLastYear}
    </span>
  );
}

export const Verdicts = ({ figure }: { figure: DashboardFigure }) => (
  <>
    <Verdict figure={figure} past="previous" />
    <Verdict figure={figure} past="lastYear" />
  </>
);

type TileProps = {
  figure: DashboardFigure;
  spark?: readonly Point[] | undefined;
  /** What it is to be read beside. */
  note?: string | undefined;
};

/** A number with its margin, what it rests on and how it has changed. */
export function Tile({ figure, spark, note }: TileProps) {
  const t = texts();
  const { value, unit, n, marginOfError, interval } = figure;
  const language = spoken();
  const n2 = isAnswered(figure) ? t.answers(n) : t.records(n);
  return (
    <section className="panel span-3 tile" aria-label={metricName(figure.metric)}>
      <h2 className="tile-name">
        <Link to="/metrics/$name" params={{ name: figure.metric }} className="quiet">
          {metricName(figure.metric)}
        </Link>
      </h2>
      {value === null ? (
        <p className="muted">{t.tooFew(n)}</p>
      ) : (
        <>
          <p className="figure">
            <RecordsLink records={figure.records}>{formatValue(language, unit, value)}</RecordsLink>{' '}
            {marginOfError !== undefined ? (
              <small>±{formatValue(language, unit, marginOfError)}</small>
            ) : interval ? (
              <small>{formatRange(language, unit, interval.low, interval.high)}</small>
            ) : null}
          </p>
          {note && <p>{note}</p>}
          <Verdicts figure={figure} />
        </>
      )}
      <div className="tile-foot">
        {/* A number of records says how many they are already. */}
        {figure.metric !== 'volume' && <span className="note">{n2}</span>}
        {spark && spark.length > 1 && (
          <ChartPicture width={96} chart={{ form: 'spark', title: metricName(figure.metric), unit, points: spark }} />
        )}
      </div>
    </section>
  );
}

const answered: readonly string[] = ['nps', 'csat_pct', 'csat_avg', 'ces_avg', 'ces_pct'];
const isAnswered = ({ metric }: DashboardFigure): boolean => answered.includes(metric);
