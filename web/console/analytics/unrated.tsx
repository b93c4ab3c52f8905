import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import { formatRange, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { may } from '../session/me.ts';
import { keyName } from '../metrics/key-name.ts';
import { spoken, texts } from '../texts/console.ts';
import { numbers } from '../texts/numbers.ts';
import { seasonName } from './season.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const SHARE = 'ratio 0–1';
const SHOWN = 25;
const LEAST = 0.001;
const urgencies = ['low', 'normal', 'high', 'critical'];

/** What a feature is of a record, in words; names of the company stay as they are. */
function valueOf(feature: string, value: string): string {
  if (value === 'unknown') return texts().unknown;
  if (feature === 'urgency') return keyName('urgency', urgencies[Number(value)] ?? value);
  if (feature === 'firstContactResolved' || feature === 'reopened') return value === '1' ? numbers().yes : numbers().no;
  if (feature === 'resolutionTime') return formatValue(spoken(), 'minutes', Number.parseFloat(value));
  if (feature === 'sentiment') return formatValue(spoken(), 'points', Number(value));
  if (feature === 'weekday') return seasonName('weekday', Number(value));
  return keyName(feature, value);
}

/** Records without a rating whose customers are least likely to be satisfied, and why the model says so. */
export function Unrated() {
  const a = analyticsTexts();
  const read = useRead(analytics.predicted, { query: {} });
  const listed = may('feedback:read');
  return (
    <Panel title={a.lowest}>
      <Loaded read={read} height={320}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{a.noneUnrated}</Empty>
          ) : (
            <DataTable
              caption={a.lowest}
              rows={items.slice(0, SHOWN)}
              keyOf={({ ref }) => ref}
              columns={[
                {
                  name: a.record,
                  cell: ({ ref }) =>
                    listed ? (
                      <Link to="/feedback/$feedbackId" params={{ feedbackId: ref }} aria-label={`${a.open} ${ref}`}>
                        {a.open}
                      </Link>
                    ) : (
                      ref
                    ),
                },
                {
                  name: a.likely,
                  number: true,
                  cell: ({ p, low, high }) => (
                    <>
                      <bdi dir="ltr">
                        {p < LEAST ? `< ${formatValue(spoken(), SHARE, LEAST)}` : formatValue(spoken(), SHARE, p)}
                      </bdi>
                      <p className="note">{formatRange(spoken(), SHARE, low, high)}</p>
                    </>
                  ),
                },
                {
                  name: a.reasons,
                  cell: ({ reasons }) => (
                    <ul>
                      {reasons.map(({ feature, value, effect }) => (
                        <li key={feature}>
                          {a.featureNames[feature] ?? feature}: <bdi>{valueOf(feature, value)}</bdi>{' '}
                          <span className="note">{effect < 0 ? a.lowers : a.raises}</span>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
