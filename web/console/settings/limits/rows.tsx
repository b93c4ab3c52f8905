import type { ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import type { Control } from '../../kit/record-fields.tsx';
import { texts } from '../../texts/console.ts';

type Props<T> = Omit<Control, 'value' | 'onChange'> & {
  value: readonly T[];
  blank: T;
  /** What adds one is called. */
  add: string;
  /** How one is called where it is removed. */
  nameOf: (one: T) => string;
  draw: (one: T, set: (change: Partial<T>) => void) => ReactNode;
  onChange: (value: T[]) => void;
};

/** Entries of a few fields each, which are added, changed in their place and removed. */
export function Rows<T extends object>({ label, help, error, value, blank, add, nameOf, draw, onChange }: Props<T>) {
  return (
    <div className="stack" role="group" aria-label={label}>
      <span className="label">{label}</span>
      {help && <span className="note">{help}</span>}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {value.map((one, at) => (
        // An entry is known by nothing but its place.
        <div key={at} className="inline">
          {draw(one, (change) =>
            onChange(value.map((other, index) => (index === at ? { ...other, ...change } : other))),
          )}
          <Button
            look="bare"
            small
            aria-label={`${texts().remove}: ${nameOf(one)}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      <div>
        <Button small onClick={() => onChange([...value, blank])}>
          {add}
        </Button>
      </div>
    </div>
  );
}
