import { useState } from 'react';
import { labelOf } from '../../follow-ups/labels.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import type { Control } from '../../kit/record-fields.tsx';
import { texts } from '../../texts/console.ts';
import { CodeDialog } from './code-dialog.tsx';
import { type Entries, type Entry, stepped, withEntry, withoutEntry } from './codes.ts';
import { followUpSettingsTexts } from './texts/texts.ts';

type Props = Omit<Control, 'value' | 'onChange'> & {
  value: Entries;
  /** Codes that are stored, and so may stand in follow-ups that were closed: they are retired, not deleted. */
  stored: ReadonlySet<string>;
  /** Whether one can stand below another. */
  levels: boolean;
  onChange: (value: Entries) => void;
};

/** The words that people choose from when they close a follow-up, in their order. */
export function CodeList({ label, error, value: entries, stored, levels, onChange }: Props) {
  const x = followUpSettingsTexts();
  const [open, setOpen] = useState<Entry | 'new'>();
  return (
    <div className="stack" role="group" aria-label={label}>
      {error && (
        <p className="field-error" tabIndex={-1}>
          {error}
        </p>
      )}
      <ul className="lines">
        {entries.map((entry, at) => (
          <li key={entry.code} className="node">
            <Words entry={entry} entries={entries} />
            <div className="node-acts">
              <Step name={x.up(labelOf(entry))} icon="up" onClick={() => onChange(stepped(entries, at, -1))} />
              <Step name={x.down(labelOf(entry))} icon="down" onClick={() => onChange(stepped(entries, at, 1))} />
              <Button small aria-label={`${texts().edit}: ${labelOf(entry)}`} onClick={() => setOpen(entry)}>
                {texts().edit}
              </Button>
              <Leave entry={entry} isStored={stored.has(entry.code)} onChange={(change) => onChange(change(entries))} />
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Button small onClick={() => setOpen('new')}>
          {x.add}
        </Button>
      </div>
      {open && (
        <CodeDialog
          title={label}
          entry={open === 'new' ? undefined : open}
          entries={entries}
          levels={levels}
          onMade={(entry) => {
            setOpen(undefined);
            onChange(withEntry(entries, entry));
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

const Step = ({ name, icon, onClick }: { name: string; icon: 'up' | 'down'; onClick: () => void }) => (
  <Button look="bare" small aria-label={name} onClick={onClick}>
    <Icon name={icon} />
  </Button>
);

function Words({ entry, entries }: { entry: Entry; entries: Entries }) {
  const x = followUpSettingsTexts();
  const parent = entries.find(({ code }) => code === entry.parent);
  return (
    <div>
      {parent && <span className="note">{labelOf(parent)} › </span>}
      <bdi className={entry.retiredAt ? 'muted' : undefined}>{labelOf(entry)}</bdi>{' '}
      {entry.retiredAt && <span className="tag">{x.retired}</span>}
      <p className="note">{entry.code}</p>
    </div>
  );
}

type LeaveProps = { entry: Entry; isStored: boolean; onChange: (change: (entries: Entries) => Entries) => void };
/** What is not chosen any more stays readable where it was chosen; what nobody can have chosen yet goes. */
function Leave({ entry, isStored, onChange }: LeaveProps) {
  const x = followUpSettingsTexts();
  const { retiredAt, ...used } = entry;
  const [name, act] = !isStored
    ? [texts().remove, (entries: Entries) => withoutEntry(entries, entry.code)]
    : retiredAt
      ? [x.useAgain, (entries: Entries) => withEntry(entries, used)]
      : [x.retire, (entries: Entries) => withEntry(entries, { ...entry, retiredAt: new Date().toISOString() })];
  return (
    <Button small aria-label={`${name}: ${labelOf(entry)}`} onClick={() => onChange(act)}>
      {name}
    </Button>
  );
}
