import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { Theme } from '../../../shared/analytics/themes.schema.ts';
import { formatCount, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken, texts } from '../texts/console.ts';
import { Methods } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const NOW = 27;
const BEFORE = 84;

/** What customers speak of more, or less, than they did. */
export function ThemesView() {
  const a = analyticsTexts();
  const read = useRead(analytics.themes, { query: {} });
  return (
    <Loaded read={read} height={480}>
      {({ to, n1, n0, rising, falling, method }) => {
        const from = addDays(to, -NOW);
        const list = (title: string, themes: readonly Theme[], none: string) => (
          <Panel title={title} about={a.themesAbout(texts().records(n1), texts().records(n0))}>
            {themes.length === 0 ? (
              <Empty>{none}</Empty>
            ) : (
              <Themes title={title} themes={themes} days={{ from, to }} sums={{ n1, n0 }} />
            )}
          </Panel>
        );
        return (
          <div className="stack groups">
            {list(a.rising, rising, a.noRising)}
            {list(a.falling, falling, a.noFalling)}
            <Methods methods={[method]} />
          </div>
        );
      }}
    </Loaded>
  );
}

type ThemesProps = {
  title: string;
  themes: readonly Theme[];
  days: { from: string; to: string };
  sums: { n1: number; n0: number };
};

function Themes({ title, themes, days, sums: { n1, n0 } }: ThemesProps) {
  const a = analyticsTexts();
  const share = (count: number, of: number) => formatValue(spoken(), 'ratio 0–1', of === 0 ? null : count / of);
  const earlier = { from: addDays(days.from, -BEFORE), to: addDays(days.from, -1) };
  const cell = (theme: string, count: number, of: number, range: { from: string; to: string }) => (
    <>
      {share(count, of)}
      <p className="note">
        <Link to="/feedback" search={{ theme, ...range }}>
          {texts().records(count)}
        </Link>
      </p>
    </>
  );
  return (
    <DataTable
      caption={title}
      rows={themes}
      keyOf={({ theme }) => theme}
      columns={[
        {
          name: a.theme,
          cell: ({ theme }) => (
            <Link to="/feedback" search={{ theme, ...days }}>
              <bdi>{theme}</bdi>
            </Link>
          ),
        },
        { name: a.now, number: true, cell: ({ theme, c1 }) => cell(theme, c1, n1, days) },
        { name: a.before, number: true, cell: ({ theme, c0 }) => cell(theme, c0, n0, earlier) },
        { name: a.share, number: true, cell: ({ ratio }) => a.times(formatValue(spoken(), 'points', ratio)) },
        { name: a.voices, number: true, cell: ({ voices }) => formatCount(spoken(), voices) },
        {
          name: a.score,
          number: true,
          cell: ({ score, scored }) => (
            <>
              {formatValue(spoken(), 'score 1–5', score)}
              <p className="note">{texts().answers(scored)}</p>
            </>
          ),
        },
        {
          name: a.quotes,
          cell: ({ quotes }) => (
            <ul className="stack">
              {quotes.map(({ feedbackId, text }) => (
                <li key={feedbackId} className="quote">
                  <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet">
                    <bdi>{text}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
