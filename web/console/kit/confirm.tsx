import type { ReactNode } from 'react';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Problem } from './states.tsx';

type Props = {
  title: ReactNode;
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  /** `main` where nothing is lost by it. */
  look?: 'main' | 'danger';
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something is sent, deleted, or cannot be taken back. */
export const Confirm = ({ title, children, action, look = 'danger', pending, error, onConfirm, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <div className="muted">{children}</div>
    {error ? <Problem error={error} /> : null}
    <div className="actions">
      <Button onClick={onClose}>{texts().cancel}</Button>
      <Button look={look} disabled={pending} onClick={onConfirm}>
        {action}
      </Button>
    </div>
  </Dialog>
);
