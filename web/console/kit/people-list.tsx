import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Person, PersonPick } from './people.tsx';

type Props = {
  label: string;
  /** What choosing nobody is called. */
  nobody: string;
  chosen: readonly string[];
  error?: string | undefined;
  onChange: (userIds: string[]) => void;
};

/** Several of the company's people, one after the other. */
export const PeopleList = ({ label, nobody, chosen, error, onChange }: Props) => (
  <>
    <PersonPick
      label={label}
      value=""
      nobody={nobody}
      error={error}
      onChange={(id) => id && onChange([...new Set([...chosen, id])])}
    />
    {chosen.length > 0 && (
      <ul className="tags">
        {chosen.map((id) => (
          <li key={id} className="tag">
            <Person id={id} />{' '}
            <Button
              look="bare"
              small
              aria-label={texts().remove}
              onClick={() => onChange(chosen.filter((one) => one !== id))}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
    )}
  </>
);
