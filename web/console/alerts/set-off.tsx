import { Link } from '@tanstack/react-router';
import { alertRuleRoutes } from '../../../shared/alert-rule/alert-rule.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { formatValue } from '../../chart/format.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { SentimentTag, UrgencyTag } from '../feedback/parts.tsx';
import { Empty } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import type { Detail } from './alert-record.tsx';
import { alertTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);

/** What an alert is about: records, a number with what it rests on, or what the product has noticed about itself. */
export function SetOff({ alert }: { alert: Detail }) {
  const a = alertTexts();
  const { records, subject } = alert;
  return (
    <section className="stack" aria-label={a.setOff}>
      <h3>{a.setOff}</h3>
      {subject.metric && <OfNumber alert={alert} facts={subject.metric} />}
      {subject.system && (
        <dl className="facts">
          {Object.entries(subject.system.facts).map(([name, value]) => (
            <div className="fact" key={name}>
              <dt>
                <bdi>{name}</bdi>
              </dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {subject.keys && (
        <p className="note">
          {a.storm}: <bdi>{subject.keys.map(({ key, count }) => `${key} (${count})`).join(', ')}</bdi>
        </p>
      )}
      {records.length > 0 && (
        <ul className="lines">
          {records.map(({ feedbackId, subject: title, comments, occurredAt, analysis }) => (
            <li key={feedbackId}>
              <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet row-link">
                <bdi>{comments ?? title ?? feedbackTexts().noText}</bdi>
              </Link>
              <p className="tags">
                <SentimentTag sentiment={analysis?.sentiment} />
                <UrgencyTag urgency={analysis?.urgency ?? analysis?.early?.urgency} />
                <span className="note">
                  <When at={occurredAt} />
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {records.length === 0 && subject.feedbackIds.length > 0 && <Empty>{a.recordsGone}</Empty>}
    </section>
  );
}

type Facts = NonNullable<Detail['subject']['metric']>;

function OfNumber({ alert: { ruleId, key }, facts }: { alert: Detail; facts: Facts }) {
  const a = alertTexts();
  const { data: rule } = useRead(rules.get, { params: { ruleId } }, { enabled: may('alerts:read') });
  const [from = '', to = from] = facts.window.split('/');
  const grouped = rule?.scope && 'dimension' in rule.scope ? { by: rule.scope.dimension, key } : {};
  return (
    <>
      <p>
        <bdi>{facts.sentence}</bdi>
      </p>
      <p>
        <Link to="/feedback" search={{ metric: facts.metric, from, to, ...grouped }}>
          {a.recordsOf(metricName(facts.metric), formatValue(spoken(), 'records', facts.n))}
        </Link>
      </p>
    </>
  );
}
