import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import { notificationRoutes } from '../../../../shared/notification/notification.routes.ts';
import type { Notifications as Own } from '../../../../shared/notification/notification.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { choicesOf } from '../../kit/fields.tsx';
import { languageName } from '../../kit/names.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { checksField, flagField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { languages } from '../../texts/languages.ts';
import { settingsTexts } from '../texts/texts.ts';
import { CalendarLink } from './calendar-link.tsx';
import { quietHours } from './quiet-hours.tsx';
import { notificationTexts } from './texts/texts.ts';

const notifications = api(notificationRoutes);
const rules = api(alertRuleRoutes);

/** How whoever is signed in is told of alerts. */
export function Notifications() {
  const n = notificationTexts();
  const read = useRead(notifications.get, {});
  return (
    <Page title={settingsTexts().names.notifications} about={n.about}>
      <Loaded read={read} height={480}>
        {(own) => <Form own={own} />}
      </Loaded>
      {may('activities:read') && <CalendarLink />}
    </Page>
  );
}

function useFields(own: Own): RecordField[] {
  const n = notificationTexts();
  const named = useRead(rules.list, { query: { limit: 200 } }, { enabled: may('alerts:read') }).data?.items ?? [];
  const choices = [
    ...named.map(({ ruleId, name }) => ({ value: ruleId as string, name })),
    ...Object.entries(n.system).map(([kind, name]) => ({ value: `system-${kind}`, name })),
  ];
  const unknown = own.mutedRules
    .filter((ruleId) => choices.every(({ value }) => value !== ruleId))
    .map((value) => ({ value: value as string, name: value }));
  return [
    pickField('digest', n.digest, choicesOf(n.digests)),
    textField('dailyAt', n.dailyAt, { type: 'time' }),
    flagField('criticalBypasses', n.critical),
    pickField(
      'language',
      n.language,
      languages.map((value) => ({ value, name: languageName(value) })),
      { none: n.asMine },
    ),
    { ...quietHours() },
    checksField('mutedRules', n.muted, [...choices, ...unknown]),
  ];
}

function Form({ own }: { own: Own }) {
  const n = notificationTexts();
  const put = useChange(notifications.put);
  const fields = useFields(own);
  return (
    <Panel title={n.mail}>
      <RecordForm
        draft="notifications"
        record={own}
        fields={fields}
        read={() => notifications.get()}
        save={({ whole, ifMatch }) =>
          put.mutateAsync({ body: bodyOf(whole), ...(ifMatch !== undefined && { ifMatch }) })
        }
        onSaved={() => toast(texts().saved)}
      />
    </Panel>
  );
}

function bodyOf(own: Own) {
  const { version: _version, updatedAt: _updatedAt, ...body } = own;
  return body;
}
