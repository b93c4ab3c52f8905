import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { calendarRoutes } from '../../../../shared/calendar/calendar.routes.ts';
import type { Calendar } from '../../../../shared/calendar/calendar.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { timeZones, weekdayName } from '../../kit/names.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { jsonField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { RecordDialog } from '../../kit/record-dialog.tsx';
import { Loaded } from '../../kit/states.tsx';
import { DataTable } from '../../kit/table.tsx';
import { may, me } from '../../session/me.ts';
import { calendarRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { OtherDays, Week } from './hours.tsx';
import { calendarTexts } from './texts/texts.ts';
import { type Day, days, hoursInWords, type Weekly } from './week.ts';

const calendars = api(calendarRoutes);
type Draft = Omit<Calendar, 'version'> & { version?: number };

const dayName = (day: Day): string => weekdayName(days.indexOf(day) + 1);
const weekWords = (weekly: Weekly): string =>
  hoursInWords(weekly)
    .map(
      ([of, hours]) =>
        `${of.length > 1 ? `${dayName(of[0] ?? 'monday')} – ${dayName(of.at(-1) ?? 'monday')}` : dayName(of[0] ?? 'monday')} ${hours}`,
    )
    .join(', ');

/** When people work. */
export function Calendars() {
  const c = calendarTexts();
  const { open } = calendarRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const read = useRead(calendars.list, {});
  const writes = may('settings:write');
  const show = (calendarId?: string): void =>
    void navigate({ to: '/settings/calendar', search: calendarId === undefined ? {} : { open: calendarId } });
  const blank: Draft = { calendarId: '', timeZone: me().timeZone, weekly: [], exceptions: [] };
  return (
    <Page
      title={settingsTexts().names.calendar}
      about={c.about}
      aside={
        writes && (
          <Button look="main" onClick={() => setCreating(true)}>
            {c.create}
          </Button>
        )
      }
    >
      <Panel title={c.calendars}>
        <Loaded read={read} height={120}>
          {({ items }) => (
            <>
              <DataTable
                caption={c.calendars}
                rows={items}
                keyOf={({ calendarId }) => calendarId}
                onOpen={({ calendarId }) => show(calendarId)}
                columns={[
                  {
                    name: c.name,
                    cell: ({ calendarId, name, version }) => (
                      <>
                        <Link to="/settings/calendar" search={{ open: calendarId }} className="quiet">
                          <bdi>{name ?? calendarId}</bdi>
                        </Link>{' '}
                        {version === 0 && <span className="tag">{c.builtIn}</span>}
                      </>
                    ),
                  },
                  { name: c.timeZone, cell: ({ timeZone }) => <bdi>{timeZone}</bdi> },
                  { name: c.weekly, cell: ({ weekly }) => weekWords(weekly) },
                  { name: c.exceptions, cell: ({ exceptions }) => c.days(exceptions.length) },
                ]}
              />
              {items
                .filter(({ calendarId }) => calendarId === open)
                .map((calendar) => (
                  <One key={calendar.calendarId} calendar={calendar} onClose={() => show()} />
                ))}
            </>
          )}
        </Loaded>
      </Panel>
      {creating && <One calendar={blank} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function calendarFields(isNew: boolean): RecordField[] {
  const c = calendarTexts();
  return [
    ...(isNew ? [textField('calendarId', c.id, { help: c.idHelp, maxLength: 64, required: true })] : []),
    textField('name', c.name, { maxLength: 100 }),
    textField('timeZone', c.timeZone, { options: timeZones(), required: true }),
    jsonField<Weekly>('weekly', c.weekly, [], { control: (to) => <Week {...to} />, say: weekWords }),
    jsonField<Calendar['exceptions']>('exceptions', c.exceptions, [], {
      control: (to) => <OtherDays {...to} />,
      say: (others) =>
        others
          .map(({ date, name, intervals }) =>
            [date, name, ...intervals.map(({ start, end }) => `${start}–${end}`)].filter(Boolean).join(' '),
          )
          .join(', '),
    }),
  ];
}

function One({ calendar, onClose }: { calendar: Draft; onClose: () => void }) {
  const c = calendarTexts();
  const put = useChange(calendars.put, 'follow-up');
  const { calendarId, version } = calendar;
  const isNew = version === undefined;
  return (
    <RecordDialog<Draft>
      title={isNew ? c.create : (calendar.name ?? calendarId)}
      draft={`calendar.${calendarId}`}
      record={calendar}
      fields={calendarFields(isNew)}
      readOnly={!may('settings:write')}
      read={() => calendars.get({ params: { calendarId } })}
      save={({ whole, ifMatch }) =>
        put.mutateAsync({
          params: { calendarId: whole.calendarId ?? '' },
          body: { name: whole.name, timeZone: whole.timeZone, weekly: whole.weekly, exceptions: whole.exceptions },
          // A new one must not take the place of another: no record has version 0.
          ifMatch: ifMatch ?? 0,
        })
      }
      // What is built in cannot be deleted; what replaced it can.
      remove={isNew || version === 0 ? undefined : () => calendars.remove({ params: { calendarId }, ifMatch: version })}
      resource="calendar"
      onClose={onClose}
    />
  );
}
