import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Fields, merge } from '../api/merge.ts';
import { isStale } from '../api/use.ts';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Conflict } from './conflict.tsx';
import { useDraft } from './draft.ts';
import { errorsOf } from './field-errors.ts';
import type { RecordField } from './record-fields.tsx';
import { errorsAt, fieldsOf, filledIn } from './record.ts';
import { Problem } from './states.tsx';
import '../style/form.css';

type Versioned = object & { version?: number };
export type Filled<R> = {
  /** All of the record, for POST and PUT: also what the form does not know. */
  whole: R;
  /** Only what was changed, for PATCH; null clears, and an object is replaced. */
  changes: Record<string, unknown>;
  /** The same as a JSON merge patch: of an object only what of it was changed. */
  patch: Record<string, unknown>;
  ifMatch: number | undefined;
  /** The same over all tries of one form. */
  idempotencyKey: string;
};
type Props<R extends Versioned, Saved> = {
  /** Names what is kept of the form until it is saved. */
  draft: string;
  /** What is changed, or what a new one begins with. */
  record: R;
  fields: readonly RecordField[];
  /** Sends it; what it rejects with is said at the fields. */
  save: (filled: Filled<R>) => Promise<Saved>;
  /** Reads what somebody else has made of it meanwhile. */
  read?: () => Promise<R>;
  onSaved: (saved: Saved) => void;
  onCancel?: () => void;
  submit?: string;
  /** Who may only read sees what it says. */
  readOnly?: boolean;
};
type Base = { fields: Fields; version: number | undefined };
type Kept = Base & { typed: Fields };

/**
 * A form over a record: errors stand at their fields, what was typed outlives a lost connection, and two people who
 * change the same record lose nothing.
 */
export function RecordForm<R extends Versioned, Saved = R>(props: Props<R, Saved>) {
  const { record, fields, save, read, onSaved, onCancel, readOnly } = props;
  const t = texts();
  const now: Base = { fields: fieldsOf(record, fields), version: record.version };
  const [kept, setKept, draft] = useDraft<Kept>(props.draft, { ...now, typed: now.fields });
  const [theirs, setTheirs] = useState<R>();
  const [state, setState] = useState<{ error?: unknown; pending?: boolean; unfit?: boolean }>({});
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useRef<HTMLFormElement>(null);
  const untouched = fields.every(({ name }) => kept.typed[name] === kept.fields[name]);
  // Who has typed nothing sees the record as it is now.
  const { typed, ...base } = untouched ? { ...now, typed: now.fields } : kept;
  const refusedAt = errorsAt(
    errorsOf(state.error),
    fields.map(({ name }) => name),
  );
  const { rest } = refusedAt;
  const at = { ...refusedAt.at, ...(state.unfit && faultsIn(typed, fields)) };
  useEffect(() => {
    if (!state.error && !state.unfit) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid],.field-error');
    wrong?.focus();
    // What is wrong with several things at once is a line that takes no focus.
    wrong?.scrollIntoView({ block: 'nearest' });
  }, [state]);

  const send = async (wanted: Fields, from: Base, onto: R): Promise<void> => {
    setState({ pending: true });
    try {
      const filled = filledIn(onto, from.fields, wanted, fields);
      const saved = await save({ ...filled, ifMatch: from.version, idempotencyKey });
      setKept({ ...from, fields: wanted, typed: wanted });
      draft.forget();
      setState({});
      onSaved(saved);
    } catch (error) {
      if (read && isStale(error)) await meet(wanted, from, read);
      else setState({ error });
    }
  };
  const meet = async (mine: Fields, from: Base, again: () => Promise<R>): Promise<void> => {
    try {
      const other = await again();
      const next = { fields: fieldsOf(other, fields), version: other.version };
      const { merged, clash } = merge(from.fields, mine, next.fields);
      if (clash.length === 0) return await send(merged, next, other);
      setState({});
      setTheirs(other);
    } catch (error) {
      setState({ error });
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // In a dialog of a form, React passes it on to that form as well.
    event.stopPropagation();
    if (Object.keys(faultsIn(typed, fields)).length > 0) setState({ unfit: true });
    else void send(typed, base, record);
  };

  if (readOnly) return <RecordFacts record={record} fields={fields} />;
  return (
    <form className="form" ref={form} onSubmit={onSubmit} noValidate>
      {draft.found && !untouched && (
        <p className="banner wide-line" role="status">
          {t.draft}
        </p>
      )}
      {fields.map(({ name, label, help, wide, control }) => (
        <div key={name} className={wide ? 'wide-line' : undefined}>
          {control({
            label,
            ...(help !== undefined && { help }),
            error: at[name],
            value: typed[name] ?? '',
            onChange: (value) => setKept({ ...base, typed: { ...typed, [name]: value } }),
          })}
        </div>
      ))}
      {state.error !== undefined && (Object.keys(at).length === 0 || rest.length > 0) && (
        <div className="wide-line">
          <Problem error={state.error} />
          {rest.length > 0 && <p className="field-error">{rest.join(' · ')}</p>}
        </div>
      )}
      <div className="actions wide-line">
        {(onCancel || !untouched) && (
          <Button
            onClick={() => {
              setKept({ ...now, typed: now.fields });
              draft.forget();
              setState({});
              onCancel?.();
            }}
          >
            {t.cancel}
          </Button>
        )}
        <Button
          type="submit"
          look="main"
          busy={state.pending}
          disabled={!state.pending && untouched && record.version !== undefined}
        >
          {props.submit ?? t.save}
        </Button>
      </div>
      {theirs && (
        <Conflict
          base={base.fields}
          mine={typed}
          theirs={fieldsOf(theirs, fields)}
          labels={Object.fromEntries(fields.map(({ name, label }) => [name, label]))}
          say={(name, text) => fields.find((field) => field.name === name)?.say(text) ?? text}
          onClose={() => setTheirs(undefined)}
          onChosen={(chosen) => {
            const next = { fields: fieldsOf(theirs, fields), version: theirs.version };
            setTheirs(undefined);
            setKept({ ...next, typed: chosen });
            void send(chosen, next, theirs);
          }}
        />
      )}
    </form>
  );
}

/** What is wrong with what was typed, by the field that it stands at. */
const faultsIn = (typed: Fields, fields: readonly RecordField[]): Fields =>
  Object.fromEntries(
    fields.flatMap(({ name, check }) => {
      const fault = check?.(typed[name] ?? '');
      return fault === undefined ? [] : [[name, fault]];
    }),
  );

/** What a record says, to whoever may only read it. */
export const RecordFacts = ({ record, fields }: { record: object; fields: readonly RecordField[] }) => (
  <dl className="facts record-facts">
    {fields.map(({ name, label, say }) => (
      <div key={name} className="fact">
        <dt>{label}</dt>
        <dd>
          <bdi>{say(fieldsOf(record, fields)[name] ?? '') || texts().none}</bdi>
        </dd>
      </div>
    ))}
  </dl>
);
