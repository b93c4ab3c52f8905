import { Link } from '@tanstack/react-router';
import type { DashboardFigure, ManagerDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { formatCount, formatRange, formatValue } from '../../chart/format.ts';
import { Verdicts } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { may } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName, nameOf } from '../texts/numbers.ts';
import { teamTexts } from './texts/texts.ts';

type Props = Pick<ManagerDashboard, 'followUps' | 'alerts'>;

/** What waits, and how fast it was done. */
export function Work({ followUps, alerts }: Props) {
  const d = teamTexts();
  return (
    <>
      {followUps && (
        <Panel
          title={d.followUps}
          span={6}
          aside={
            may('workflow:read') && (
              <Link to="/follow-ups" className="button small">
                {texts().nav.followUps}
              </Link>
            )
          }
        >
          <dl className="facts">
            {(['pending', 'inProgress', 'dueToday', 'overdue', 'unassigned'] as const).map((name) => (
              <div className="fact" key={name}>
                <dt>{d[name]}</dt>
                <dd>{formatCount(spoken(), followUps.counts[name])}</dd>
              </div>
            ))}
            <Measured figure={followUps.onTime} />
            <Measured figure={followUps.firstTouchMedian} />
          </dl>
        </Panel>
      )}
      {alerts && (
        <Panel title={d.alerts} span={6}>
          <dl className="facts">
            {(['critical', 'warning', 'info'] as const).map((severity) => (
              <div className="fact" key={severity}>
                <dt>{nameOf(severity)}</dt>
                <dd>{formatCount(spoken(), alerts.counts.open[severity])}</dd>
              </div>
            ))}
            <Measured figure={alerts.opened} />
          </dl>
        </Panel>
      )}
    </>
  );
}

const Measured = ({ figure }: { figure: DashboardFigure }) => (
  <div className="fact">
    <dt>
      <Link to="/metrics/$name" params={{ name: figure.metric }}>
        {metricName(figure.metric)}
      </Link>
    </dt>
    <dd>
      {figure.value === null ? (
        <span className="muted">{texts().tooFew(figure.n)}</span>
      ) : (
        <>
          {formatValue(spoken(), figure.unit, figure.value)}{' '}
          {figure.interval && (
            <span className="note">
              {formatRange(spoken(), figure.unit, figure.interval.low, figure.interval.high)}
            </span>
          )}{' '}
          <span className="note">{`n ${formatCount(spoken(), figure.n)}`}</span>
          <p className="stack-tight">
            <Verdicts figure={figure} />
          </p>
        </>
      )}
    </dd>
  </div>
);

/** Whether those who wait longer are less satisfied. */
export function Resolution({ figure }: { figure: ManagerDashboard['correlations'][number] }) {
  const d = teamTexts();
  const answers = texts().answers(figure.n);
  return (
    <Panel title={d.resolution}>
      <p>
        {figure.value === null ? d.noRho(answers) : d.rho(formatValue(spoken(), figure.unit, figure.value), answers)}
      </p>
      <div>
        <Link
          to="/analytics/$view"
          params={{ view: 'correlation' }}
          search={{ from: figure.scope.from, to: figure.scope.to }}
        >
          {metricName(figure.metric)}
        </Link>
      </div>
    </Panel>
  );
}
