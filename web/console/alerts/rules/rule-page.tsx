import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { Page } from '../../kit/page.tsx';
import { Problem, Skeleton } from '../../kit/states.tsx';
import '../../style/alert-rules.css';
import { alertsRoutes } from '../alerts.route.ts';
import { RuleEditor } from './rule-editor.tsx';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
const [, , screen] = alertsRoutes;

/** One rule, or a new one. */
export function RulePage() {
  const { ruleId } = screen.useParams();
  const isNew = ruleId === 'new';
  const read = useRead(rules.get, { params: { ruleId } }, { enabled: !isNew });
  const rule = read.data;
  const title = isNew ? ruleTexts().newRule : (rule?.name ?? ruleTexts().rule);
  return (
    <Page title={title}>
      {isNew && <RuleEditor key="new" rule={undefined} />}
      {rule && <RuleEditor key={ruleId} rule={rule} />}
      {!isNew && !rule && (read.error ? <Problem error={read.error} /> : <Skeleton height={480} />)}
    </Page>
  );
}
