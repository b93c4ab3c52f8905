import { useNavigate } from '@tanstack/react-router';
import { analysisRoutes } from '../../../shared/analysis/analysis.routes.ts';
import type { Precision } from '../../../shared/analysis/precision.schema.ts';
import { formatCount, formatMoment, formatRange, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { daysOf, todayIn } from '../kit/days.ts';
import { Facts } from '../kit/facts.tsx';
import { Pick } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { PeriodPick } from '../kit/period-pick.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { me } from '../session/me.ts';
import '../style/numbers.css';
import { spoken, texts } from '../texts/console.ts';
import { Confusion } from './confusion.tsx';
import { bases, sampleScreens } from './review-samples.route.ts';
import { sampleTexts } from './texts/texts.ts';

const analysis = api(analysisRoutes);
const [screen] = sampleScreens;
const USUAL = '90d';
type Share = Precision['labels'][number]['precision'];
type Row = Pick<Precision['labels'][number], 'precision' | 'recall' | 'f1'> & { kind: string; value: string };

/** How often the engine says what people say, about feedback that was given on some days. */
export function Agreement() {
  const s = sampleTexts();
  const { by = 'sample', ...period } = screen.useSearch();
  const navigate = useNavigate();
  const days = daysOf(period, USUAL, todayIn(me().timeZone));
  const read = useRead(analysis.precision, { query: days });
  const show = (search: object): void => void navigate({ to: '/review-samples', search, replace: true });
  return (
    <Panel title={s.agreement} about={s.agreementHelp[by]}>
      <div className="filters">
        <Pick
          label={s.basis}
          labelHidden
          value={by}
          choices={bases.map((value) => ({ value, name: s.bases[value] }))}
          onChange={(basis) => show({ ...period, by: basis })}
        />
        <PeriodPick period={period} usual={USUAL} onChange={(next) => show({ ...next, by })} />
      </div>
      <Loaded read={read} height={320}>
        {(precision) => <Figures precision={precision} by={by} />}
      </Loaded>
    </Panel>
  );
}

function Figures({ precision, by }: { precision: Precision; by: (typeof bases)[number] }) {
  const s = sampleTexts();
  const f = feedbackTexts();
  const { sample, corrections, version, asOf, timeZone } = precision;
  const judged = by === 'sample' ? sample.judged : corrections;
  const { labels, confusion, kappa } = by === 'sample' ? sample : precision;
  if (judged === 0) return <Empty>{s.noneJudged[by]}</Empty>;
  const kinds: Record<string, string> = { sentiment: f.sentiment, urgency: f.urgency, emotion: f.emotions };
  const names: Record<string, string> = { ...f.sentiments, ...f.urgencies, ...f.emotionNames };
  const rows: Row[] = [
    ...labels.map((label) => ({ ...label, kind: kinds[label.kind] ?? label.kind, value: names[label.value] ?? '' })),
    ...(by === 'sample' ? sample.topics.map((topic) => ({ ...topic, kind: f.topics })) : []),
  ].filter(({ f1 }) => f1.n > 0);
  return (
    <div className="stack">
      <Facts
        facts={[
          [s.judged[by], formatCount(spoken(), judged)],
          [`${s.kappa}: ${f.sentiment}`, formatValue(spoken(), 'correlation −1–1', kappa.sentiment)],
          [`${s.kappa}: ${f.urgency}`, formatValue(spoken(), 'correlation −1–1', kappa.urgency)],
          [s.version, version],
        ]}
      />
      <DataTable<Row>
        caption={s.agreement}
        rows={rows}
        keyOf={({ kind, value }) => `${kind} ${value}`}
        columns={[
          {
            name: s.label,
            cell: ({ kind, value }) => (
              <>
                <span className="note">{kind}:</span> <bdi>{value}</bdi>
              </>
            ),
          },
          { name: s.precision, number: true, cell: ({ precision: share }) => <Figure share={share} /> },
          { name: s.recall, number: true, cell: ({ recall }) => <Figure share={recall} /> },
          { name: s.f1, number: true, cell: ({ f1 }) => <Figure share={f1} /> },
        ]}
      />
      <p className="note">{s.figureHelp}</p>
      <Confusion name={f.sentiment} names={f.sentiments} table={confusion.sentiment} />
      <Confusion name={f.urgency} names={f.urgencies} table={confusion.urgency} />
      <p className="note">{texts().asOf(formatMoment(spoken(), asOf, timeZone))}</p>
    </div>
  );
}

/** A share with its interval and what it rests on. */
function Figure({ share: { value, n, interval, lowSample } }: { share: Share }) {
  const s = sampleTexts();
  return (
    <span className="stack-tight">
      <span>{formatValue(spoken(), 'ratio 0–1', value)}</span>
      <span className="note">
        {[
          value !== null && interval && formatRange(spoken(), 'ratio 0–1', interval.low, interval.high),
          s.n(formatCount(spoken(), n)),
          lowSample && n > 0 && s.few,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}
