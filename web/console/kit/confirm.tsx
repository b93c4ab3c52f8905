import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { DialogFoot } from './dialog-foot.tsx';

type Props = {
  title: ReactNode;
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  /** What the other says, where `cancel` could be taken for the action. */
  no?: string;
  /** `main` where nothing is lost by it. */
  look?: 'main' | 'danger';
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something is sent, deleted, or cannot be taken back. */
export const Confirm = ({ title, children, look = 'danger', onConfirm, onClose, ...foot }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <div className="muted">{children}</div>
    <DialogFoot {...foot} look={look} onAct={onConfirm} onClose={onClose} />
  </Dialog>
);
