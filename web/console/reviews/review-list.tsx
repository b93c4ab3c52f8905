import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reviewRoutes } from '../../../shared/review/review.routes.ts';
import type { ReviewEntry } from '../../../shared/review/review.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { FilterPick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { kinds, reviewScreens } from './reviews.route.ts';
import { RunDialog } from './run-dialog.tsx';
import { reviewTexts } from './texts/texts.ts';

const reviews = api(reviewRoutes);
const [screen] = reviewScreens;

/** Looks back at weeks, months and quarters. */
export function ReviewList() {
  const v = reviewTexts();
  const { kind } = screen.useSearch();
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const query: NonNullable<Parameters<typeof reviews.list>[0]>['query'] = kind ? { kind } : {};
  const pages = usePages(reviews.list, { query });
  const start = may('workflow:write') && (
    <Button look="main" onClick={() => setMaking(true)}>
      {v.make}
    </Button>
  );
  const about = (
    <>
      {v.about} {may('workflow:read') && <Link to="/settings/reviews">{v.toSettings}</Link>}
    </>
  );
  return (
    <Page title={v.title} about={about} aside={start}>
      <div className="filters">
        <FilterPick
          label={v.kind}
          value={kind}
          choices={kinds.map((value) => ({ value, name: v.kinds[value] }))}
          onChange={(wanted) =>
            void navigate({ to: '/reviews', search: wanted === undefined ? {} : { kind: wanted }, replace: true })
          }
        />
      </div>
      <Panel title={v.title}>
        <ListOf
          caption={v.title}
          pages={pages}
          empty={v.noneYet}
          start={start}
          filtered={kind !== undefined}
          clear="/reviews"
          keyOf={({ reviewId }: ReviewEntry) => reviewId}
          onOpen={({ reviewId }) => void navigate({ to: '/reviews/$reviewId', params: { reviewId } })}
          columns={[
            {
              name: v.period,
              cell: ({ reviewId, from, to }) => (
                <Link to="/reviews/$reviewId" params={{ reviewId }} className="quiet name-link">
                  {formatDays(spoken(), from, to)}
                </Link>
              ),
            },
            { name: v.kind, cell: (review) => <span className="tag">{v.kinds[review.kind]}</span> },
            { name: v.made, cell: ({ asOf }) => <When at={asOf} /> },
            { name: v.digest, cell: ({ digest }) => digest && v.digests[digest.state] },
          ]}
        />
      </Panel>
      {making && <RunDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
