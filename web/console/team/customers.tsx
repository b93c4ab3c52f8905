import { Link } from '@tanstack/react-router';
import type { DashboardFigure, ManagerDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import type { Tone } from '../../chart/chart.ts';
import { formatCount, formatValue, formatWithMargin } from '../../chart/format.ts';
import { ChartPicture } from '../kit/chart.tsx';
import { RecordsLink, Verdicts } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { boundsOf } from '../metrics/interval.ts';
import { partName } from '../metrics/key-name.ts';
import { ordered } from '../metrics/order.ts';
import { spoken, texts } from '../texts/console.ts';
import { teamTexts } from './texts/texts.ts';

/** What customers think of each category, with its interval, and how that has changed. */
export function Categories({ categories }: { categories: ManagerDashboard['categories'] }) {
  const d = teamTexts();
  const all = categories.map((category) => ({
    ...category,
    value: category.figure.value,
    n: category.figure.n,
  }));
  const { rows, apart } = ordered(all, all.length);
  const unit = rows[0]?.figure.unit ?? 'score 1–5';
  return (
    <Panel
      title={d.categories}
      about={d.categoriesAbout}
      aside={
        <Link
          to="/metrics/$name"
          params={{ name: 'category_csat' }}
          search={{ by: 'subcategory' }}
          className="button small"
        >
          {d.subcategories}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <Empty>{texts().nothingFound}</Empty>
      ) : (
        <>
          <ChartPicture
            chart={{
              form: 'intervals',
              title: d.categories,
              unit,
              apart,
              rows: rows.map(({ key, figure }) => ({
                name: key,
                value: figure.value,
                n: figure.n,
                ...boundsOf(unit, figure),
              })),
            }}
          />
          <DataTable
            caption={d.categories}
            rows={rows}
            keyOf={({ key }) => key}
            columns={[
              {
                name: d.category,
                cell: ({ key }) => (
                  <Link to="/metrics/$name" params={{ name: 'category_csat' }} search={{ by: 'category', key }}>
                    <bdi>{key}</bdi>
                  </Link>
                ),
              },
              {
                name: d.mean,
                number: true,
                cell: ({ figure }) => (
                  <>
                    {formatWithMargin(spoken(), unit, figure.value, figure.marginOfError)}
                    <p className="note">
                      <RecordsLink records={figure.records}>{texts().answers(figure.n)}</RecordsLink>
                    </p>
                  </>
                ),
              },
              { name: d.share, number: true, cell: ({ share }) => formatValue(spoken(), 'ratio 0–1', share) },
              {
                name: d.weeks,
                cell: ({ key, weeks }) => (
                  <ChartPicture width={96} chart={{ form: 'spark', title: key, unit, points: weeks }} />
                ),
              },
              {
                name: d.change,
                cell: ({ figure }) => (
                  <span className="stack-tight">
                    <Verdicts figure={figure} />
                  </span>
                ),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  positive: 'good',
  neutral: 'neutral',
  mixed: 'neutral',
  negative: 'bad',
};

export function Sentiment({ figure }: { figure: DashboardFigure }) {
  const d = teamTexts();
  const parts = ['positive', 'neutral', 'mixed', 'negative'];
  const { shares = {}, breakdown = {}, partRecords, n } = figure;
  return (
    <Panel title={d.sentiment} about={texts().records(n)} span={6}>
      <ChartPicture
        chart={{
          form: 'shares',
          title: d.sentiment,
          unit: 'percent',
          parts: parts.map((part) => {
            const tone = tones[part];
            return { name: partName(part), ...(tone && { tone }) };
          }),
          rows: [{ name: d.sentiment, n, shares: parts.map((part) => shares[part] ?? 0) }],
        }}
      />
      <dl className="facts">
        {parts.map((part) => (
          <div className="fact" key={part}>
            <dt>{partName(part)}</dt>
            <dd>
              <RecordsLink records={partRecords?.[part]}>{formatCount(spoken(), breakdown[part] ?? 0)}</RecordsLink>
            </dd>
          </div>
        ))}
      </dl>
      <p className="stack-tight">
        <Verdicts figure={figure} />
      </p>
    </Panel>
  );
}

export function Emotions({ figures }: { figures: readonly DashboardFigure[] }) {
  const d = teamTexts();
  const n = figures[0]?.n ?? 0;
  return (
    <Panel title={d.emotions} about={`${d.emotionsAbout} (${texts().records(n)})`} span={6}>
      {figures.length === 0 ? (
        <Empty>{d.noEmotions}</Empty>
      ) : (
        <DataTable
          caption={d.emotions}
          rows={figures}
          keyOf={({ part = '' }) => part}
          columns={[
            { name: d.emotions, cell: ({ part = '' }) => partName(part) },
            {
              name: d.share,
              number: true,
              cell: ({ part = '', unit, value, records }) => (
                <RecordsLink records={records && { ...records, query: { ...records.query, part } }}>
                  {formatValue(spoken(), unit, value)}
                </RecordsLink>
              ),
            },
            {
              name: d.change,
              cell: (figure) => (
                <span className="stack-tight">
                  <Verdicts figure={figure} />
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** Themes by how often they are named. */
export function Topics({ topics }: { topics: ManagerDashboard['topics'] }) {
  const d = teamTexts();
  return (
    <Panel title={d.topics} about={d.topicsAbout}>
      <div className="grid">
        {(['rising', 'falling', 'top'] as const).map((kind) => (
          <div key={kind} className="span-4">
            <h3>{d[kind]}</h3>
            {topics[kind].length === 0 ? (
              <p className="muted">{kind === 'top' ? d.noThemes : d.noTopics}</p>
            ) : (
              <ul className="lines">
                {topics[kind].map(({ key, figure }) => (
                  <li key={key}>
                    <Link to="/feedback" search={{ theme: key, from: figure.scope.from, to: figure.scope.to }}>
                      <bdi>{key}</bdi>
                    </Link>{' '}
                    <RecordsLink records={figure.records}>{formatCount(spoken(), figure.n)}</RecordsLink>
                    <p className="stack-tight">
                      <Verdicts figure={figure} />
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}
