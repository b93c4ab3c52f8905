import { TextInput } from '../kit/fields.tsx';
import { NumberInput, useFault } from './editing.tsx';
import type { PartProps } from './template-basics.tsx';
import { templateTexts } from './texts/template/texts.ts';

/** When the mail goes out, and to how many. */
export function Timing({ form, set }: PartProps) {
  const e = templateTexts();
  const fault = useFault();
  const reminders = form.reminderDelayHours ?? [];
  const reminderFault = [0, 1, 2].map((at) => fault(`reminderDelayHours/${at}`)).find(Boolean);
  return (
    <div className="choices texts">
      <NumberInput
        label={e.delay}
        path="sendDelayHours"
        value={form.sendDelayHours}
        otherwise="0"
        min={0}
        onChange={(sendDelayHours) => set({ sendDelayHours })}
      />
      <Reminders hours={reminders} error={reminderFault ?? fault('reminderDelayHours')} set={set} />
      <NumberInput
        label={e.expiry}
        path="expiryDays"
        value={form.expiryDays}
        otherwise="14"
        min={1}
        max={90}
        onChange={(expiryDays) => set({ expiryDays })}
      />
      <NumberInput
        label={e.editWindow}
        path="editWindowHours"
        value={form.editWindowHours}
        otherwise="24"
        min={0}
        onChange={(editWindowHours) => set({ editWindowHours })}
      />
      <NumberInput
        label={e.quiet}
        help={e.quietHelp}
        path="quietPeriodDays"
        value={form.quietPeriodDays}
        min={0}
        max={365}
        onChange={(quietPeriodDays) => set({ quietPeriodDays })}
      />
      <NumberInput
        label={e.cap}
        path="dailyCap"
        value={form.dailyCap}
        otherwise={e.none}
        min={1}
        onChange={(dailyCap) => set({ dailyCap })}
      />
      <NumberInput
        label={e.sample}
        path="samplePercent"
        value={form.samplePercent}
        otherwise="100"
        min={0.1}
        max={100}
        onChange={(samplePercent) => set({ samplePercent })}
      />
    </div>
  );
}

type RemindersProps = { hours: readonly number[]; error: string | undefined; set: PartProps['set'] };
/** Three small fields rather than one text: a comma that is being typed is no number yet. */
function Reminders({ hours, error, set }: RemindersProps) {
  const e = templateTexts();
  return (
    <fieldset className="choices reminders">
      <legend className="label">{e.reminders}</legend>
      {[0, 1, 2].slice(0, Math.min(3, hours.length + 1)).map((at) => (
        <TextInput
          key={at}
          label={`${e.reminders} ${at + 1}`}
          labelHidden
          type="number"
          min={24}
          value={hours[at] === undefined ? '' : String(hours[at])}
          error={at === 0 ? error : undefined}
          onChange={(typed) => {
            const rest = hours.filter((_, other) => other !== at);
            set({
              reminderDelayHours:
                typed === ''
                  ? rest
                  : hours[at] === undefined
                    ? [...hours, Number(typed)]
                    : hours.map((one, other) => (other === at ? Number(typed) : one)),
            });
          }}
        />
      ))}
      <p className="note">{e.remindersHelp}</p>
    </fieldset>
  );
}
