import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { reportsTexts } from './texts/texts.ts';

type Props<T extends string> = {
  values: readonly T[];
  nameOf: (value: T) => string;
  /** One at least stays. */
  last?: boolean;
  onChange: (values: T[]) => void;
};

/** What was chosen, each with a button that takes it away. */
export const Chips = <T extends string>({ values, nameOf, last, onChange }: Props<T>) => (
  <ul className="chips">
    {values.map((value) => (
      <li key={value}>
        <bdi>{nameOf(value)}</bdi>
        {!(last && values.length === 1) && (
          <Button
            look="bare"
            small
            aria-label={reportsTexts().removeMetric(nameOf(value))}
            onClick={() => onChange(values.filter((one) => one !== value))}
          >
            <Icon name="close" />
          </Button>
        )}
      </li>
    ))}
  </ul>
);
