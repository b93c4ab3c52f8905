import type { MetricReport } from '../../../shared/metrics/metrics.schema.ts';
import { FEW } from '../../chart/chart.ts';
import { formatCount, formatRange, formatValue, isCount } from '../../chart/format.ts';
import { Button } from '../kit/button.tsx';
import { Facts } from '../kit/facts.tsx';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { spoken, texts } from '../texts/console.ts';
import { nameOf } from '../texts/numbers.ts';
import type { CatalogueMetric } from './explore.tsx';
import { keyName } from './key-name.ts';
import { metricTexts } from './texts/texts.ts';

type Props = { report: MetricReport; metric: CatalogueMetric; clear?: (() => void) | undefined };

/** The number itself, what it rests on, and what was left out. */
export function Value({ report: { total, unit, by, key }, metric, clear }: Props) {
  const m = metricTexts();
  const t = texts();
  const { value, n, marginOfError, interval, excluded, records, reason } = total;
  const left = Object.entries(excluded).filter(([, count]) => count > 0);
  return (
    <Panel title={m.value} about={m.directions[metric.direction]} span={4}>
      {clear && by && key !== undefined && (
        <div>
          <Button small onClick={clear} aria-label={`${t.remove}: ${keyName(by, key)}`}>
            <bdi>{keyName(by, key)}</bdi> ✕
          </Button>
        </div>
      )}
      {value === null ? (
        <p className="muted">{n === 0 ? m.none : t.tooFew(n)}</p>
      ) : (
        <p className="figure">
          <RecordsLink records={records}>{formatValue(spoken(), unit, value)}</RecordsLink>{' '}
          {interval ? (
            <small>{formatRange(spoken(), unit, interval.low, interval.high)}</small>
          ) : (
            marginOfError !== undefined && <small>±{formatValue(spoken(), unit, marginOfError)}</small>
          )}
        </p>
      )}
      {!isCount(unit) && value !== null && (
        <p className="note">
          <RecordsLink records={records}>{t.answers(n)}</RecordsLink>
          {n < FEW && `. ${m.few}`}
        </p>
      )}
      {records === null && reason && <p className="note">{m.unlisted[reason]}</p>}
      {left.length > 0 ? (
        <Facts
          label={m.excluded}
          facts={left.map(([why, count]) => [
            `${m.excluded}: ${m.reasonNames[why] ?? nameOf(why)}`,
            formatCount(spoken(), count),
          ])}
        />
      ) : (
        <p className="note">{m.nothingExcluded}</p>
      )}
    </Panel>
  );
}
