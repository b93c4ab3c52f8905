import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { followUpRuleRoutes } from '../../../../shared/follow-up-rule/follow-up-rule.routes.ts';
import type { FollowUpRule } from '../../../../shared/follow-up-rule/follow-up-rule.schema.ts';
import { conditionWords } from '../../alerts/rules/condition-words.ts';
import { conditionsOf } from '../../alerts/rules/conditions.ts';
import { ruleTexts } from '../../alerts/rules/texts/texts.ts';
import { api } from '../../api/client.ts';
import { afterwards, useChange, usePages, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { usePeople } from '../../kit/people.tsx';
import { toast, toastError } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { Awaited } from '../../kit/record-dialog.tsx';
import { followUpRulesRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { assignWords } from './assign-field.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { blank, formOf } from './rule-form.ts';
import { followUpRuleTexts } from './texts/texts.ts';

const rules = api(followUpRuleRoutes);

/** For which feedback somebody has to come back to the customer, who, and by when. */
export function FollowUpRules() {
  const x = followUpRuleTexts();
  const r = ruleTexts();
  const { open } = followUpRulesRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const people = usePeople();
  const pages = usePages(rules.list, {});
  const title = settingsTexts().names.followUpRules;
  const show = (ruleId?: string): void =>
    void navigate({ to: '/settings/follow-up-rules', search: ruleId === undefined ? {} : { open: ruleId } });
  const create = may('workflow:write') && (
    <Button look="main" onClick={() => setCreating(true)}>
      {x.create}
    </Button>
  );
  return (
    <Page title={title} about={x.about} aside={create}>
      <Panel title={title}>
        <ListOf
          caption={title}
          pages={{ ...pages, items: pages.items.toSorted((one, other) => one.order - other.order) }}
          empty={x.none}
          start={create}
          keyOf={({ ruleId }: FollowUpRule) => ruleId}
          onOpen={({ ruleId }) => show(ruleId)}
          columns={[
            {
              name: x.name,
              cell: ({ ruleId, name }) => (
                <Link to="/settings/follow-up-rules" search={{ open: ruleId }} className="quiet name-link">
                  <bdi>{name}</bdi>
                </Link>
              ),
            },
            {
              name: r.conditions,
              cell: ({ match }) => <bdi>{conditionWords(conditionsOf(match)) || texts().all}</bdi>,
            },
            { name: x.assign, cell: ({ assign }) => <bdi>{assignWords(assign, people)}</bdi> },
            { name: x.order, number: true, cell: ({ order }) => order },
            { name: r.state, cell: (rule) => <Switch rule={rule} /> },
          ]}
        />
      </Panel>
      {creating && <RuleDialog rule={blank} onClose={() => setCreating(false)} />}
      {open !== undefined && <Opened key={open} ruleId={open} onClose={() => show()} />}
    </Page>
  );
}

function Opened({ ruleId, onClose }: { ruleId: string; onClose: () => void }) {
  const read = useRead(rules.get, { params: { ruleId } });
  if (read.data) return <RuleDialog ruleId={ruleId} rule={formOf(read.data)} onClose={onClose} />;
  return <Awaited title={settingsTexts().names.followUpRules} read={read} onClose={onClose} />;
}

/** Whether it is on, and the way to change that; what is open already stays open. */
function Switch({ rule: { ruleId, name, enabled, version } }: { rule: FollowUpRule }) {
  const r = ruleTexts();
  const edit = useChange(rules.edit);
  const turn = (on: boolean, ifMatch: number, undoable = true): void =>
    afterwards(
      edit.mutateAsync({ params: { ruleId }, body: { enabled: on }, ifMatch }),
      (after) =>
        toast(
          on ? r.switchedOn : r.switchedOff,
          undoable ? { name: texts().undo, act: () => turn(!on, after.version, false) } : undefined,
        ),
      toastError,
    );
  return (
    <span className="tags">
      <span className={enabled ? 'tag ok' : 'tag'}>{enabled ? r.on : r.off}</span>
      {may('workflow:write') && (
        <Button
          small
          disabled={edit.isPending}
          aria-label={`${enabled ? followUpRuleTexts().turnOff : followUpRuleTexts().turnOn}: ${name}`}
          onClick={() => turn(!enabled, version)}
        >
          {enabled ? followUpRuleTexts().turnOff : followUpRuleTexts().turnOn}
        </Button>
      )}
    </span>
  );
}
