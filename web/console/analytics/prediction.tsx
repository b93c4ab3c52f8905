import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { PredictionState } from '../../../shared/analytics/prediction.schema.ts';
import { formatDays, formatRange, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { ChartPanel } from '../kit/chart.tsx';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { exact } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { isRefused, Methods, Refused } from './parts.tsx';
import { Unrated } from './unrated.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const SHARE = 'ratio 0–1';
const share = (value: number | null) => formatValue(spoken(), SHARE, value);
const fine = (value: number) => formatValue(spoken(), 'score 1–5', value);
const range = ({ low, high }: { low: number; high: number }) => formatRange(spoken(), SHARE, low, high);

/** Whether satisfaction can be predicted, how well, and of whom it is then said. */
export function PredictionView() {
  const read = useRead(analytics.prediction, {});
  return (
    <Loaded read={read} height={560}>
      {(told) => (
        <div className="grid">
          <State told={told} />
          {told.holdOut && <HoldOut told={told} holdOut={told.holdOut} />}
          {told.calibration && <Calibration calibration={told.calibration} />}
          {told.state === 'active' && <Unrated />}
          <Methods methods={[told.method]} />
        </div>
      )}
    </Loaded>
  );
}

function State({ told: { state, reason, trainedAt, n = 0, estimated } }: { told: PredictionState }) {
  const a = analyticsTexts();
  const train = useChange(analytics.train, 'job');
  return (
    <Panel
      title={a.views.prediction}
      aside={
        may('reports:write') && (
          <Button
            small
            disabled={train.isPending}
            onClick={() =>
              train.mutate(
                { body: {}, idempotencyKey: crypto.randomUUID() },
                { onSuccess: () => toast(a.training), onError: toastError },
              )
            }
          >
            {a.train}
          </Button>
        )
      }
    >
      <p>
        {state === 'active' && trainedAt
          ? a.active(exact(trainedAt), texts().answers(n))
          : a.state[state === 'active' ? 'refused' : state]}
      </p>
      {reason && isRefused(reason) && <Refused refusal={reason} />}
      {estimated && (
        <p>
          {a.estimated(
            formatDays(spoken(), estimated.from, estimated.to),
            share(estimated.estimated),
            share(estimated.rated.value),
            texts().answers(estimated.rated.n),
            formatValue(spoken(), 'records', estimated.unrated),
          )}
        </p>
      )}
    </Panel>
  );
}

type HoldOutProps = { told: PredictionState; holdOut: NonNullable<PredictionState['holdOut']> };

function HoldOut({ told: { live }, holdOut: { n, auc, aucInterval, brier, base, skill } }: HoldOutProps) {
  const a = analyticsTexts();
  return (
    <Panel title={a.holdOut} about={a.holdOutAbout(texts().answers(n))} span={6}>
      <p>{a.brier(fine(brier), fine(base), share(skill))}</p>
      <p>{a.auc(share(auc), range(aucInterval))}</p>
      {live && <p>{a.live(share(live.skill), texts().answers(live.n))}</p>}
    </Panel>
  );
}

function Calibration({ calibration: { bins, rough } }: { calibration: NonNullable<PredictionState['calibration']> }) {
  const a = analyticsTexts();
  return (
    <ChartPanel
      title={a.calibration}
      about={a.calibrationAbout}
      span={6}
      chart={{
        form: 'intervals',
        title: a.calibration,
        unit: SHARE,
        rows: bins.map(({ n, predicted, observed, interval }) => ({
          name: a.predicted(share(predicted)),
          value: observed,
          n,
          ...interval,
        })),
      }}
    >
      {rough && <p className="banner warn">{a.rough}</p>}
    </ChartPanel>
  );
}
