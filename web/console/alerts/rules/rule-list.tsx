import { Link, useNavigate } from '@tanstack/react-router';
import type { AlertRule } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { When } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { metricName, numbers } from '../../texts/numbers.ts';
import { SeverityTag } from '../parts.tsx';
import { conditionWords } from './condition-words.ts';
import { conditionsOf } from './conditions.ts';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
/** A company has so many at most. */
const everything: { query: { limit: number; cursor?: string } } = { query: { limit: 100 } };

/** What is watched, by rules of the company's own and those that came with the product. */
export function RuleList() {
  const r = ruleTexts();
  const navigate = useNavigate();
  const pages = usePages(rules.list, everything);
  const start = may('alerts:write') && (
    <Link to="/alerts/rules/$ruleId" params={{ ruleId: 'new' }} className="button main-button">
      {r.create}
    </Link>
  );
  return (
    <Page title={r.title} about={<Link to="/alerts">{r.toAlerts}</Link>} aside={start}>
      <Panel title={r.title}>
        <ListOf
          caption={r.title}
          pages={pages}
          empty={r.noneYet}
          start={start}
          keyOf={({ ruleId }: AlertRule) => ruleId}
          onOpen={({ ruleId }) => void navigate({ to: '/alerts/rules/$ruleId', params: { ruleId } })}
          columns={[
            {
              name: r.rule,
              cell: ({ ruleId, name }) => (
                <Link to="/alerts/rules/$ruleId" params={{ ruleId }} className="quiet name-link">
                  <bdi>{name}</bdi>
                </Link>
              ),
            },
            { name: r.watches, cell: (rule) => <bdi>{watchWords(rule)}</bdi> },
            { name: r.severity, cell: (rule) => rule.kind === 'record' && <SeverityTag severity={rule.severity} /> },
            { name: r.state, cell: (rule) => <State rule={rule} /> },
          ]}
        />
      </Panel>
    </Page>
  );
}

function State({ rule: { enabled, mutedUntil, status } }: { rule: AlertRule }) {
  const r = ruleTexts();
  return (
    <>
      <span className={enabled ? 'tag ok' : 'tag'}>{enabled ? r.on : r.off}</span>
      {mutedUntil && Date.parse(mutedUntil) > Date.now() && (
        <p className="note">
          {r.mutedUntil} <When at={mutedUntil} />
        </p>
      )}
      {status && <p className="note">{r.tooManyKeys}</p>}
    </>
  );
}

/** What a rule waits for, in a line. */
function watchWords({ kind, match, metric, test, scope }: AlertRule): string {
  const r = ruleTexts();
  if (kind === 'record') return match ? conditionWords(conditionsOf(match)) : '';
  const by = scope && 'dimension' in scope ? ` (${numbers().groupings[scope.dimension] ?? scope.dimension})` : '';
  return `${metricName(metric ?? '')}${by}: ${test ? r.tests[test.kind] : ''}`;
}
