import type { Chart } from './chart.ts';
import { Funnel } from './funnel.tsx';
import type { Look } from './parts.tsx';
import { Rows } from './rows.tsx';
import { Shares } from './shares.tsx';
import { Spark } from './spark.tsx';
import { Trend } from './trend.tsx';

/** Any chart: without state, events or a clock, so that the same data are the same picture everywhere. */
export function Picture({ chart, look }: { chart: Chart; look: Look }) {
  switch (chart.form) {
    case 'trend':
      return <Trend chart={chart} look={look} />;
    case 'bars':
    case 'intervals':
      return <Rows chart={chart} look={look} />;
    case 'shares':
      return <Shares chart={chart} look={look} />;
    case 'funnel':
      return <Funnel chart={chart} look={look} />;
    case 'spark':
      return <Spark chart={chart} look={look} />;
  }
}
