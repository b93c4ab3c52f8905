import { calendarRoutes } from '../../../../shared/calendar/calendar.routes.ts';
import { surveyTemplateRoutes } from '../../../../shared/survey-template/survey-template.routes.ts';
import { matchField } from '../../alerts/rules/match-field.tsx';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { feedbackTexts } from '../../feedback/texts/texts.ts';
import { urgencies } from '../../follow-ups/follow-ups.route.ts';
import { usePeople } from '../../kit/people.tsx';
import { flagField, jsonField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { may } from '../../session/me.ts';
import { AssignField, assignWords } from './assign-field.tsx';
import type { Assign } from './rule-form.ts';
import { followUpRuleTexts } from './texts/texts.ts';

const calendars = api(calendarRoutes);
const templates = api(surveyTemplateRoutes);

/** What can be said of a follow-up rule. */
export function useRuleFields(): RecordField[] {
  const x = followUpRuleTexts();
  const names = feedbackTexts().urgencies;
  const people = usePeople();
  const hours = useRead(calendars.list, {}, { enabled: may('settings:read') }).data?.items ?? [];
  const asked = useRead(templates.list, { query: { limit: 100 } }, { enabled: may('surveys:read') }).data?.items ?? [];
  return [
    textField('name', x.name, { maxLength: 200, required: true }),
    flagField('enabled', x.enabled, { help: x.enabledHelp }),
    matchField('match'),
    numberField('order', x.order, { min: 1, max: 1_000, help: x.orderHelp, required: true }),
    numberField('maxAgeDays', x.maxAgeDays, { min: 0, max: 3_650, help: x.maxAgeHelp }),
    pickField(
      'urgency',
      x.urgency,
      urgencies.map((value) => ({ value, name: names[value] ?? value })),
      { none: x.asFound },
    ),
    numberField('due/firstTouch', x.firstTouch, { min: 1, help: x.dueHelp }),
    numberField('due/close', x.close, { min: 1 }),
    pickField(
      'calendarId',
      x.calendar,
      hours.map(({ calendarId, name }) => ({ value: calendarId, name: name ?? calendarId })),
      { none: x.companys },
    ),
    pickField(
      'resurvey/templateId',
      x.resurvey,
      asked.map(({ templateId, name }) => ({ value: templateId, name })),
      { none: x.companys, help: x.resurveyHelp },
    ),
    numberField('resurvey/afterHours', x.afterHours, { min: 1, max: 720 }),
    jsonField<Assign>(
      'assign',
      x.assign,
      { mode: 'none' },
      {
        control: (to) => <AssignField {...to} />,
        say: (assign) => assignWords(assign, people),
      },
    ),
  ];
}
