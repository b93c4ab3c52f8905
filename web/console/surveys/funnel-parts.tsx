import { Link } from '@tanstack/react-router';
import type { DecisionReason, SurveyStatus } from '../../../shared/survey/survey.schema.ts';
import type { Funnel, Rate } from '../../../shared/survey-analytics/survey.analytics.schema.ts';
import { formatCount, formatRange, formatShare, formatValue } from '../../chart/format.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { Panel } from '../kit/page.tsx';
import { me } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { nameOf } from '../texts/numbers.ts';
import { momentsOf } from './days.ts';
import type { SurveySearch } from './surveys.route.ts';
import { surveysTexts } from './texts/texts.ts';

type Scope = { from: string; to: string; templateId: string | undefined };

/** The surveys of the same days and template, at one state or at any. */
export const listOf = ({ templateId, ...days }: Scope, status?: SurveyStatus): SurveySearch => ({
  ...momentsOf(days, me().timeZone),
  ...(templateId && { templateId }),
  ...(status && { status }),
});

const steps = ['considered', 'eligible', 'sent', 'delivered', 'opened', 'started', 'completed'] as const;
/** Which surveys the list can show for a step: decisions can only be listed by person. */
const listed: Partial<Record<(typeof steps)[number], SurveyStatus | 'all'>> = {
  sent: 'all',
  delivered: 'delivered',
  opened: 'opened',
  started: 'started',
  completed: 'completed',
};

export function FunnelPanel({ title, funnel, scope }: { title: string; funnel: Funnel; scope: Scope }) {
  const s = surveysTexts();
  const count = (n: number): string => formatCount(spoken(), n);
  return (
    <ChartPanel
      title={title}
      span={8}
      chart={{
        form: 'funnel',
        title,
        unit: 'records',
        steps: steps.map((step) => ({ name: nameOf(step), value: funnel[step] })),
      }}
    >
      <h3>{s.steps}</h3>
      <div className="table-room" role="region" aria-label={s.steps} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{s.step}</th>
              <th scope="col" className="number">
                {s.count}
              </th>
              <th scope="col" className="number">
                {s.ofBefore}
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step, at) => {
              const before = steps[at - 1];
              const from = before ? funnel[before] : 0;
              const shown = listed[step];
              return (
                <tr key={step}>
                  <td>{nameOf(step)}</td>
                  <td className="number">
                    {shown ? (
                      <Link
                        to="/surveys/list"
                        search={listOf(scope, shown === 'all' ? undefined : shown)}
                        title={s.showOf(nameOf(step))}
                      >
                        {count(funnel[step])}
                      </Link>
                    ) : (
                      count(funnel[step])
                    )}
                  </td>
                  <td className="number">{from > 0 ? formatShare(spoken(), (100 * funnel[step]) / from) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="note">{s.stepsHelp}</p>
    </ChartPanel>
  );
}

/** Shares with the margin that so few or many allow. */
export function Rates({ funnel }: { funnel: Funnel }) {
  const s = surveysTexts();
  const { median, n } = funnel.minutesToAnswer;
  return (
    <>
      <RateTile name={s.rates.response} rate={funnel.responseRate} />
      <RateTile name={s.rates.completion} rate={funnel.completionRate} />
      <RateTile name={s.rates.comment} rate={funnel.commentRate} />
      <section className="panel span-3 tile" aria-label={s.median}>
        <h2 className="tile-name">{s.median}</h2>
        {median === null ? (
          <p className="muted">{texts().tooFew(n)}</p>
        ) : (
          <>
            <p className="figure">{formatValue(spoken(), 'minutes', median)}</p>
            <p className="note">{texts().answers(n)}</p>
          </>
        )}
      </section>
    </>
  );
}

const RateTile = ({ name, rate: { value, n, interval, formula } }: { name: string; rate: Rate }) => (
  <section className="panel span-3 tile" aria-label={name} title={formula}>
    <h2 className="tile-name">{name}</h2>
    {value === null ? (
      <p className="muted">{texts().tooFew(n)}</p>
    ) : (
      <>
        <p className="figure">{formatShare(spoken(), value)}</p>
        <p className="note">
          {interval && `${formatRange(spoken(), 'percent', interval.low, interval.high)} · `}
          {surveysTexts().ofN(formatCount(spoken(), n))}
        </p>
      </>
    )}
  </section>
);

/** Why people were not asked, most often first. */
export function Refused({ funnel }: { funnel: Funnel }) {
  const s = surveysTexts();
  const reasons = Object.entries(funnel.suppressed).toSorted(([, one], [, other]) => other - one);
  return (
    <Panel title={s.notAsked}>
      {reasons.length === 0 ? (
        <p className="muted">{s.nobodyRefused}</p>
      ) : (
        <dl className="counts">
          {reasons.map(([reason, n]) => (
            <div key={reason}>
              <dt>{s.reasons[reason as DecisionReason]}</dt>
              <dd>{formatCount(spoken(), n)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Link to="/surveys/decisions">{s.whyTitle}</Link>
    </Panel>
  );
}

const ends = [
  ['partial', 'partial'],
  ['expired', 'expired'],
  ['bounced', 'bounced'],
  ['optedOut', 'opted_out'],
  ['cancelled', 'cancelled'],
  ['unresolved', 'unresolved'],
] as const satisfies readonly (readonly [keyof Funnel, SurveyStatus])[];

/** What else became of surveys. */
export function Ends({ funnel, scope, quarantined }: { funnel: Funnel; scope: Scope; quarantined: number }) {
  const s = surveysTexts();
  const some = ends.filter(([name]) => funnel[name] > 0);
  return (
    <Panel title={s.ends}>
      {some.length === 0 && <p className="muted">{s.none}</p>}
      <dl className="counts">
        {some.map(([name, status]) => (
          <div key={name}>
            <dt>{s.statuses[status]}</dt>
            <dd>
              <Link to="/surveys/list" search={listOf(scope, status)}>
                {formatCount(spoken(), funnel[name])}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      {quarantined > 0 && (
        <Link to="/surveys/list" search={{ quarantined: 'true' }}>
          {s.quarantined(quarantined)}
        </Link>
      )}
    </Panel>
  );
}
