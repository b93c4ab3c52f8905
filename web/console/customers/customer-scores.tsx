import type { ReactNode } from 'react';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { formatValue } from '../../chart/format.ts';
import { money } from '../kit/money.ts';
import { Panel } from '../kit/page.tsx';
import { spoken } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

type Scores = NonNullable<CustomerView['customerScores']>;
type About = Pick<Scores['health'], 'reason' | 'missing' | 'reasons'>;

const bandTones = { healthy: 'ok', watch: 'warn', at_risk: 'error' } as const;

/** What is computed of a customer, each with why it is so or why there is nothing. */
export function CustomerScores({ scores }: { scores: Scores }) {
  const c = customerTexts();
  const { health, healthBand, churnRisk, lifetimeValue, rfm } = scores;
  const { historic, predicted } = lifetimeValue;
  const points = (value: number | null): ReactNode => value !== null && formatValue(spoken(), 'points', value);
  return (
    <Panel title={c.computed} about={c.computedHelp}>
      <dl className="facts">
        <Score name={c.health} about={health}>
          {points(health.value)}{' '}
          {healthBand && <span className={`tag ${bandTones[healthBand]}`}>{c.bands[healthBand]}</span>}
        </Score>
        <Score name={c.churnRisk} about={churnRisk}>
          {points(churnRisk.value)}
        </Score>
        <Score name={c.lifetimeValue} about={lifetimeValue}>
          {historic && c.soFar(money(historic))} {predicted && c.expected(money(predicted))}
        </Score>
        <Score name={c.rfm} about={rfm}>
          {rfm.value && c.fifths(rfm.value.recency, rfm.value.frequency, rfm.value.monetary)}
        </Score>
      </dl>
    </Panel>
  );
}

function Score({
  name,
  about: { reason, missing, reasons },
  children,
}: {
  name: string;
  about: About;
  children: ReactNode;
}) {
  const c = customerTexts();
  const part = (id: string): string => c.scoreParts[id] ?? id;
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        {reason === undefined ? children : <span className="muted">{c.noScore[reason] ?? reason}</span>}
        {reasons.map(({ ruleId, points, evidence }) => (
          <div key={ruleId} className="note">
            {part(ruleId)}: <bdi lang="en">{evidence}</bdi>{' '}
            <bdi dir="ltr">(+{formatValue(spoken(), 'points', points)})</bdi>
          </div>
        ))}
        {reason === undefined && missing.length > 0 && (
          <div className="note">
            {c.without} {missing.map(part).join(', ')}
          </div>
        )}
      </dd>
    </div>
  );
}
