import { useId, useRef, useState } from 'react';
import { followUpRoutes, recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { FollowUpSettings } from '../../../shared/follow-up/follow-up-settings.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { fieldErrorsOf, useFirstError } from '../kit/field-errors.ts';
import { type Choice, choicesOf, Pick, TextArea } from '../kit/fields.tsx';
import { Loaded } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { type Closing, closeOf, emptyClosing, lackingOf } from './closing.ts';
import { labelOf } from './labels.ts';
import type { Card } from './moves.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const ofRecords = api(recordFollowUpRoutes);

type Props = { followUp: Card; as?: Closing['status']; onClose: () => void };

/** How a follow-up ended. What was filled in is kept until it is closed, whatever happens. */
export function CloseDialog(props: Props) {
  const settings = useRead(ofRecords.settings, {});
  return (
    <Dialog title={followUpTexts().closeTitle} onClose={props.onClose}>
      <Loaded read={settings} height={320}>
        {(known) => <Form {...props} settings={known} />}
      </Loaded>
    </Dialog>
  );
}

function Form({ followUp, as, onClose, settings }: Props & { settings: FollowUpSettings }) {
  const f = followUpTexts();
  const room = useRef<HTMLDivElement>(null);
  const begin = { ...emptyClosing, ...(as && { status: as }) };
  // Who moves a card to one of both ends has chosen: what was begun for the other end must not undo that.
  const name = [`follow-up.close.${followUp.followUpId}`, as].filter(Boolean).join('.');
  const [form, setForm, draft] = useDraft<Closing>(name, begin);
  const [tried, setTried] = useState(0);
  const close = useChange(followUps.close, 'feedback', 'metrics', 'dashboard');
  const set = (change: Partial<Closing>): void => setForm({ ...form, ...change });

  const lacking = tried > 0 ? lackingOf(form) : {};
  const refused = fieldErrorsOf(close.error);
  const errorOf = (...fields: string[]): string | undefined => {
    const own = fields.map((field) => lacking[field]).find(Boolean);
    if (own) return own === 'choose' ? f.needed : f.noteNeeded;
    return fields.map((field) => refused[field]).find(Boolean);
  };
  useFirstError(room, tried > 0 ? { ...lacking, ...refused } : refused);

  const save = (): void => {
    setTried(tried + 1);
    if (Object.keys(lackingOf(form)).length > 0) return;
    afterwards(
      close.mutateAsync({
        params: { followUpId: followUp.followUpId },
        body: closeOf(form),
        ifMatch: followUp.version,
      }),
      () => {
        draft.forget();
        onClose();
        toast(f.closedNow);
      },
    );
  };
  return (
    <div className="stack" ref={room}>
      {draft.found && <p className="banner">{f.draft}</p>}
      <Radios
        legend={f.closeAs}
        value={form.status}
        choices={(['resolved', 'no_action'] as const).map((value) => ({ value, name: f.as[value] }))}
        onChange={(status) => set({ status })}
      />
      {form.status === 'resolved' ? (
        <>
          <Pick
            label={f.rootCause}
            value={form.rootCause}
            choices={[{ value: '', name: f.choose }, ...codesOf(settings.rootCauses)]}
            error={errorOf('rootCause', 'rootCause/code')}
            onChange={(rootCause) => set({ rootCause })}
          />
          <TextArea
            label={f.rootCauseNote}
            rows={2}
            maxLength={2000}
            value={form.rootCauseNote}
            error={errorOf('rootCause/note')}
            onChange={(rootCauseNote) => set({ rootCauseNote })}
          />
          <Pick
            label={f.action}
            value={form.action}
            choices={[{ value: '', name: f.choose }, ...codesOf(settings.actions)]}
            error={errorOf('action', 'action/code')}
            onChange={(action) => set({ action })}
          />
          <TextArea
            label={f.actionNote}
            rows={2}
            maxLength={500}
            value={form.actionNote}
            error={errorOf('action/note')}
            onChange={(actionNote) => set({ actionNote })}
          />
          <Radios
            legend={f.informed}
            value={form.informed}
            error={errorOf('customerInformed')}
            choices={(['yes', 'no'] as const).map((value) => ({ value, name: f[value] }))}
            onChange={(informed) => set({ informed })}
          />
        </>
      ) : (
        <>
          <Pick
            label={f.reason}
            value={form.reason}
            choices={[{ value: '', name: f.choose }, ...choicesOf(f.reasons)]}
            error={errorOf('reason')}
            onChange={(reason) => set({ reason })}
          />
          <TextArea
            label={f.note}
            rows={3}
            maxLength={1000}
            value={form.note}
            error={errorOf('note')}
            onChange={(note) => set({ note })}
          />
        </>
      )}
      <DialogFoot error={close.error} pending={close.isPending} action={f.close} onAct={save} onClose={onClose} />
    </div>
  );
}

type Code = FollowUpSettings['actions'][number] & { parent?: string | undefined };

/** The words of a list that can still be chosen, in the language that is spoken; one below another says both. */
function codesOf(codes: readonly Code[]): Choice[] {
  const above = (parent: string | undefined): Code | undefined => codes.find(({ code }) => code === parent);
  return codes
    .filter(({ retiredAt }) => retiredAt === undefined || Date.parse(retiredAt) > Date.now())
    .map((one) => {
      const parent = above(one.parent);
      return { value: one.code, name: parent ? `${labelOf(parent)} › ${labelOf(one)}` : labelOf(one) };
    });
}

type RadiosProps<T extends string> = {
  legend: string;
  value: string;
  choices: readonly Choice<T>[];
  error?: string | undefined;
  onChange: (value: T) => void;
};

function Radios<T extends string>({ legend, value, choices, error, onChange }: RadiosProps<T>) {
  // Arrow keys go round those of one name.
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className="label">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="check">
          <input
            type="radio"
            name={name}
            checked={value === choice.value}
            aria-invalid={error ? true : undefined}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.name}</span>
        </label>
      ))}
      {error && <span className="field-error">{error}</span>}
    </fieldset>
  );
}
