import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Problem } from './states.tsx';

type Props = {
  error: unknown;
  pending: boolean;
  /** What the button says that does it; that it saves, unless said. */
  action?: string;
  /** What the other says, where `cancel` could be taken for the action. */
  no?: string;
  look?: 'main' | 'danger';
  disabled?: boolean;
  onAct: () => void;
  onClose: () => void;
};

/** The end of a dialog: what went wrong, the way out, and what it was opened for. */
export const DialogFoot = ({
  error,
  pending,
  action = texts().save,
  no = texts().cancel,
  look = 'main',
  disabled,
  onAct,
  onClose,
}: Props) => (
  <>
    {error ? <Problem error={error} /> : null}
    <div className="actions">
      <Button onClick={onClose}>{no}</Button>
      <Button look={look} busy={pending} disabled={disabled} onClick={onAct}>
        {action}
      </Button>
    </div>
  </>
);
