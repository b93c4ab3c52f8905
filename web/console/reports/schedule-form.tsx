import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { CreateReport } from '../../../shared/report/report.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Check, choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { timeZones, weekdayName } from '../kit/names.ts';
import { Panel } from '../kit/page.tsx';
import { useSettled } from '../kit/settled.ts';
import { wordsOf } from '../kit/states.tsx';
import { me } from '../session/me.ts';
import { locale, spoken } from '../texts/console.ts';
import { type Fault, faultAt, faultsOf } from './faults.ts';
import { type Chosen, chosenOf, cronOf, inRhythm } from './schedule.ts';
import { reportsTexts } from './texts/texts.ts';

const reports = api(reportRoutes);
type Schedule = NonNullable<CreateReport['schedule']>;
type Often = 'never' | Chosen['often'];
const TYPING_MS = 400;

type Props = {
  body: CreateReport;
  faults: readonly Fault[];
  onChange: (change: Partial<CreateReport>) => void;
};

/** When a report is sent: a day and a time, or a rule, with its next times; and on what condition. */
export function ScheduleForm({ body, faults, onChange }: Props) {
  const r = reportsTexts();
  const { schedule, sendWhen } = body;
  const chosen = schedule && chosenOf(schedule.cron);
  const set = (next: Chosen): void =>
    onChange({ schedule: { timeZone: me().timeZone, ...schedule, cron: cronOf(next) } });
  return (
    <Panel title={r.schedule} span={6}>
      <Pick<Often>
        label={r.often}
        value={chosen?.often ?? 'never'}
        choices={(['never', 'weekly', 'monthly', 'own'] as const).map((value) => ({
          value,
          name: r.oftens[value] ?? value,
        }))}
        onChange={(often) => (often === 'never' ? onChange({ schedule: undefined }) : set(inRhythm(often, chosen)))}
      />
      {schedule && chosen && (
        <>
          <At chosen={chosen} onChange={set} error={faultAt(faults, '#/schedule/cron')} />
          <Pick
            label={r.zone}
            value={schedule.timeZone}
            error={faultAt(faults, '#/schedule/timeZone')}
            choices={zones(schedule.timeZone).map((zone) => ({ value: zone, name: zone }))}
            onChange={(timeZone) => onChange({ schedule: { ...schedule, timeZone } })}
          />
          {chosen.often === 'own' && (
            <Check
              label={r.orWeekday}
              checked={schedule.confirmOr === true}
              onChange={(on) => {
                const { confirmOr: _, ...rest } = schedule;
                onChange({ schedule: on ? { ...rest, confirmOr: true } : rest });
              }}
            />
          )}
          <Next schedule={schedule} />
          <Pick
            label={r.sendWhen}
            value={sendWhen}
            choices={choicesOf<typeof sendWhen>(r.sendWhens)}
            onChange={(wanted) => onChange({ sendWhen: wanted })}
          />
        </>
      )}
    </Panel>
  );
}

function At({
  chosen,
  error,
  onChange,
}: {
  chosen: Chosen;
  error: string | undefined;
  onChange: (chosen: Chosen) => void;
}) {
  const r = reportsTexts();
  if (chosen.often === 'own')
    return (
      <TextInput
        label={r.cron}
        help={r.cronHelp}
        error={error}
        dir="ltr"
        value={chosen.cron}
        onChange={(cron) => onChange({ often: 'own', cron })}
      />
    );
  return (
    <div className="pair">
      {chosen.often === 'weekly' ? (
        <Pick
          label={r.weekday}
          value={String(chosen.weekday)}
          choices={weekdays()}
          onChange={(weekday) => onChange({ ...chosen, weekday: Number(weekday) })}
        />
      ) : (
        <Pick
          label={r.monthDay}
          value={String(chosen.day)}
          error={error}
          choices={Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), name: String(at + 1) }))}
          onChange={(day) => onChange({ ...chosen, day: Number(day) })}
        />
      )}
      <TextInput
        label={r.time}
        type="time"
        required
        value={chosen.time}
        onChange={(time) => time && onChange({ ...chosen, time })}
      />
    </div>
  );
}

/** The rule in words, and when it comes next, on the clocks of its zone. */
function Next({ schedule }: { schedule: Schedule }) {
  const r = reportsTexts();
  const { cron, timeZone, confirmOr } = useSettled(schedule, TYPING_MS);
  const { data, error } = useRead(reports.schedule, {
    body: { cron, timeZone, language: spoken(), ...(confirmOr && { confirmOr }) },
  });
  if (error) {
    const [fault] = error instanceof ApiError ? faultsOf(error) : [];
    return (
      <p className="field-error" role="status">
        <bdi>{fault?.detail ?? wordsOf(error)}</bdi>
      </p>
    );
  }
  const written = new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return (
    <p className="note" role="status">
      {data && (
        <>
          <strong>{data.words}</strong>
          <br />
          {r.nextTimes(data.next.map((at) => written.format(new Date(at))).join(' · '))}
        </>
      )}
    </p>
  );
}

/** Monday first, as 1; Sunday is 0, as rules say it. */
const weekdays = () =>
  [1, 2, 3, 4, 5, 6, 0].map((weekday) => ({ value: String(weekday), name: weekdayName(weekday || 7) }));

const zones = (current: string): string[] => [...new Set([current, me().timeZone, ...timeZones()])];
