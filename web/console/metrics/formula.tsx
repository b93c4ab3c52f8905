import { useState } from 'react';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { type Days, lengthOf } from '../kit/days.ts';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { texts } from '../texts/console.ts';
import type { CatalogueMetric } from './explore.tsx';
import { metricTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);
const MOST_DAYS = 92;

/** The formula and whose it is. Formulas are the same in every language: they are quoted as the catalogue has them. */
export function FormulaPanel({
  metric: { formula, citation },
  days,
}: {
  metric: CatalogueMetric;
  days?: Days | undefined;
}) {
  const m = metricTexts();
  return (
    <Panel title={m.how}>
      <p className="formula" lang="en" dir="ltr">
        {formula}
      </p>
      <p className="note">
        {m.source}:{' '}
        <bdi lang="en" dir="ltr">
          {citation}
        </bdi>
      </p>
      {days && <Check key={`${days.from} ${days.to}`} days={days} />}
    </Panel>
  );
}

/** Counts again from the records themselves, when somebody asks for it: that takes longer than anything else here. */
function Check({ days }: { days: Days }) {
  const m = metricTexts();
  const t = texts();
  const [asked, setAsked] = useState(false);
  const read = useRead(metrics.reconcile, { query: days }, { enabled: asked });
  if (lengthOf(days) > MOST_DAYS) return <p className="note">{`${m.check}: ${m.checkLimit}`}</p>;
  if (!asked) {
    return (
      <div>
        <Button small onClick={() => setAsked(true)}>
          {m.check}
        </Button>
      </div>
    );
  }
  return (
    <Loaded read={read} height={20}>
      {({ drift, checked }) => (
        <p role="status" className={drift === 0 ? 'verdict better' : 'verdict worse'}>
          {drift === 0 ? m.agrees(t.records(checked)) : m.drifts(drift)}
        </p>
      )}
    </Loaded>
  );
}
