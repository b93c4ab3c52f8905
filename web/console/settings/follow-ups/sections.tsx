import { calendarRoutes } from '../../../../shared/calendar/calendar.routes.ts';
import type { FollowUpSettings } from '../../../../shared/follow-up/follow-up-settings.schema.ts';
import { surveyTemplateRoutes } from '../../../../shared/survey-template/survey-template.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { feedbackTexts } from '../../feedback/texts/texts.ts';
import { urgencies } from '../../follow-ups/follow-ups.route.ts';
import { labelOf } from '../../follow-ups/labels.ts';
import { flagField, jsonField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { may } from '../../session/me.ts';
import { CodeList } from './code-list.tsx';
import type { Entries } from './codes.ts';
import { followUpSettingsTexts } from './texts/texts.ts';

const calendars = api(calendarRoutes);
const templates = api(surveyTemplateRoutes);
const MOST_MINUTES = 50_000;
const minutes = { min: 1, max: MOST_MINUTES, step: 1, required: true } as const;

export type Section = { id: string; title: string; about?: string; fields: readonly RecordField[] };

/** What a company decides about its follow-ups, in parts that are saved one by one. */
export function useSections(stored: FollowUpSettings): Section[] {
  const x = followUpSettingsTexts();
  const names = feedbackTexts().urgencies;
  const hours = useRead(calendars.list, {}, { enabled: may('settings:read') }).data?.items ?? [];
  const asked = useRead(templates.list, { query: { limit: 100 } }, { enabled: may('surveys:read') }).data?.items ?? [];
  return [
    {
      id: 'due',
      title: x.due,
      about: x.dueHelp,
      fields: [
        ...urgencies.flatMap((urgency) => [
          numberField(`targets/${urgency}/firstTouch`, x.firstTouch(names[urgency] ?? urgency), minutes),
          numberField(`targets/${urgency}/close`, x.close(names[urgency] ?? urgency), minutes),
        ]),
        pickField(
          'calendarId',
          x.calendar,
          hours.map(({ calendarId, name }) => ({ value: calendarId, name: name ?? calendarId })),
        ),
      ],
    },
    { id: 'causes', title: x.rootCauses, about: x.rootCausesHelp, fields: [codes('rootCauses', x.rootCauses, stored)] },
    { id: 'actions', title: x.actions, about: x.actionsHelp, fields: [codes('actions', x.actions, stored)] },
    {
      id: 'afterwards',
      title: x.afterwards,
      fields: [
        pickField(
          'resurvey/templateId',
          x.resurvey,
          asked
            .filter(({ anonymous }) => !anonymous)
            .map(({ templateId, name }) => ({ value: templateId as string, name })),
          { none: x.nobodyAsked, help: x.resurveyHelp },
        ),
        numberField('resurvey/afterHours', x.afterHours, { min: 1, max: 720, step: 1, help: x.afterHoursHelp }),
        flagField('reopenIfUnhappy', x.reopenIfUnhappy, { wide: true }),
        textField('replyTo', x.replyTo, { type: 'email', help: x.replyToHelp }),
      ],
    },
  ];
}

function codes(name: 'rootCauses' | 'actions', label: string, stored: FollowUpSettings): RecordField {
  const known = new Set(stored[name].map(({ code }) => code as string));
  return jsonField<Entries>(name, label, [], {
    control: (to) => <CodeList {...to} stored={known} levels={name === 'rootCauses'} />,
    say: (entries) =>
      entries
        .filter(({ retiredAt }) => !retiredAt)
        .map(labelOf)
        .join(', '),
  });
}
