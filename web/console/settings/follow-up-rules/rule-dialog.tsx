import { followUpRuleRoutes } from '../../../../shared/follow-up-rule/follow-up-rule.routes.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { may } from '../../session/me.ts';
import { RecordDialog } from '../../kit/record-dialog.tsx';
import { bodyOf, formOf, type RuleForm } from './rule-form.ts';
import { RuleReplay } from './rule-replay.tsx';
import { useRuleFields } from './rule-fields.tsx';
import { followUpRuleTexts } from './texts/texts.ts';

const rules = api(followUpRuleRoutes);
type Props = { ruleId?: string; rule: RuleForm; onClose: () => void };

/** One rule, or a new one; what a saved one would have opened can be tried before it is switched on. */
export function RuleDialog({ ruleId, rule, onClose }: Props) {
  const x = followUpRuleTexts();
  const fields = useRuleFields();
  const create = useChange(rules.create);
  const put = useChange(rules.put);
  const params = { ruleId: ruleId ?? '' };
  const { version } = rule;
  return (
    <RecordDialog<RuleForm>
      title={ruleId === undefined ? x.create : rule.name}
      draft={`follow-up-rule.${ruleId ?? ''}`}
      record={rule}
      fields={fields}
      readOnly={!may('workflow:write')}
      {...(ruleId !== undefined && { read: async () => formOf(await rules.get({ params })) })}
      save={({ whole, ifMatch, idempotencyKey }) =>
        ifMatch === undefined
          ? create.mutateAsync({ body: bodyOf(whole), idempotencyKey })
          : put.mutateAsync({ params, body: bodyOf(whole), ifMatch })
      }
      remove={version === undefined ? undefined : () => rules.remove({ params, ifMatch: version })}
      resource="follow-up-rule"
      onClose={onClose}
    >
      {ruleId !== undefined && may('workflow:write') && <RuleReplay ruleId={ruleId} version={version} />}
    </RecordDialog>
  );
}
