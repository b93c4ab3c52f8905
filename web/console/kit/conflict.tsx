import { useState } from 'react';
import { type Fields, merge } from '../api/merge.ts';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type Props = {
  base: Fields;
  mine: Fields;
  theirs: Fields;
  labels: Readonly<Record<string, string>>;
  /** How a value is said, where it is not the words themselves. */
  say?: (name: string, text: string) => string;
  onChosen: (fields: Fields) => void;
  onClose: () => void;
};

/** Two people have changed the same fields: shows both, and lets one choose field by field. */
export function Conflict({ base, mine, theirs, labels, say = (_, text) => text, onChosen, onClose }: Props) {
  const { conflict: c, ...t } = texts();
  const { merged, clash } = merge(base, mine, theirs);
  const [taken, setTaken] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const choose = (whose: 'mine' | 'theirs', names: readonly string[]): void =>
    setTaken({ ...taken, ...Object.fromEntries(names.map((name) => [name, whose])) });
  const open = clash.filter((name) => taken[name] === undefined);
  const chosen = Object.fromEntries(clash.map((name) => [name, (taken[name] === 'mine' ? mine : theirs)[name] ?? '']));
  return (
    <Dialog title={c.title} onClose={onClose}>
      <p className="muted">{c.help}</p>
      {clash.map((name) => (
        <fieldset key={name} className="choices">
          <legend className="label">{labels[name] ?? name}</legend>
          {(['theirs', 'mine'] as const).map((whose) => (
            <label key={whose} className="check">
              <input type="radio" name={name} checked={taken[name] === whose} onChange={() => choose(whose, [name])} />
              <span>
                <span className="muted">{c[whose]}:</span>{' '}
                <bdi>{say(name, (whose === 'mine' ? mine : theirs)[name] ?? '') || t.none}</bdi>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div className="actions">
        <Button onClick={() => choose('theirs', clash)}>{c.keepTheirs}</Button>
        <Button onClick={() => choose('mine', clash)}>{c.useMine}</Button>
        <Button look="main" disabled={open.length > 0} onClick={() => onChosen({ ...merged, ...chosen })}>
          {t.save}
        </Button>
      </div>
    </Dialog>
  );
}
