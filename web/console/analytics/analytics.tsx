import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Page } from '../kit/page.tsx';
import { oneOf } from '../search.ts';
import '../style/numbers.css';
import { type AnalyticsSearch, type View, viewRoute, views } from './analytics.route.ts';
import { Causes } from './causes.tsx';
import { Correlations } from './correlations.tsx';
import { Course } from './course.tsx';
import { DriversView } from './drivers.tsx';
import type { ViewProps } from './parts.tsx';
import { PredictionView } from './prediction.tsx';
import { SegmentsView } from './segments.tsx';
import { Silent } from './silent.tsx';
import { analyticsTexts } from './texts/texts.ts';
import { ThemesView } from './themes.tsx';

const contents: Readonly<Record<View, (props: ViewProps) => React.ReactNode>> = {
  drivers: DriversView,
  themes: ThemesView,
  trend: Course,
  correlation: Correlations,
  causes: Causes,
  segments: SegmentsView,
  silent: Silent,
  prediction: PredictionView,
};

/** Questions that numbers can answer, each with what it rests on; where they cannot, why not. */
export function Analytics() {
  const a = analyticsTexts();
  const navigate = useNavigate();
  const view = oneOf(viewRoute.useParams().view, views) ?? 'drivers';
  const search = viewRoute.useSearch();
  const set = (change: Partial<AnalyticsSearch>): void =>
    void navigate({
      to: '/analytics/$view',
      params: { view },
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });
  const tabs = useRef<HTMLElement>(null);
  // On a phone not all of them have room.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);
  const Content = contents[view];
  return (
    <Page title={`${a.title}: ${a.views[view]}`}>
      <nav className="tabs" aria-label={a.title} ref={tabs}>
        {views.map((one) => (
          <Link key={one} to="/analytics/$view" params={{ view: one }} activeProps={{ 'aria-current': 'page' }}>
            {a.views[one]}
          </Link>
        ))}
      </nav>
      <Content key={view} search={search} set={set} />
    </Page>
  );
}
