import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reviewSampleRoutes } from '../../../shared/review-sample/review-sample.routes.ts';
import type { ReviewSample } from '../../../shared/review-sample/review-sample.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { Agreement } from './agreement.tsx';
import { DrawDialog } from './draw-dialog.tsx';
import { limitsOf } from './limits.ts';
import { sampleTexts } from './texts/texts.ts';

const samples = api(reviewSampleRoutes);

/** Texts that were drawn by chance to be judged by people, and how often the engine agrees with them. */
export function SampleList() {
  const s = sampleTexts();
  const navigate = useNavigate();
  const [drawing, setDrawing] = useState(false);
  const read = useRead(samples.list, {});
  const draw = (
    <Button look="main" onClick={() => setDrawing(true)}>
      {s.draw}
    </Button>
  );
  return (
    <Page title={s.title} about={s.about} aside={draw}>
      <Panel title={s.drawn}>
        <Loaded read={read} height={160}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty action={draw}>{s.noneYet}</Empty>
            ) : (
              <DataTable<ReviewSample>
                caption={s.drawn}
                rows={items}
                keyOf={({ sampleId }) => sampleId}
                onOpen={({ sampleId }) => void navigate({ to: '/review-samples/$sampleId', params: { sampleId } })}
                columns={[
                  {
                    name: s.limits,
                    cell: ({ sampleId, filter }) => (
                      <Link to="/review-samples/$sampleId" params={{ sampleId }} className="quiet name-link">
                        <bdi>{limitsOf(filter) || s.everything}</bdi>
                      </Link>
                    ),
                  },
                  { name: s.texts, number: true, cell: ({ of }) => formatCount(spoken(), of) },
                  { name: s.by, cell: ({ createdBy }) => createdBy && <Person id={createdBy.id} /> },
                  { name: s.made, cell: ({ createdAt }) => <When at={createdAt} /> },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
      {may('analysis:read') && <Agreement />}
      {drawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </Page>
  );
}
