import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isStale, readAgain } from '../api/use.ts';
import { Confirm } from './confirm.tsx';

type Props = {
  title: ReactNode;
  /** What the button says that deletes it. */
  action: string;
  remove: () => Promise<unknown>;
  /** Away from where it stands, and a word of it: what is gone must not be read again there. */
  away: () => unknown;
  /** What is read again afterwards. */
  touches: readonly string[];
  children: ReactNode;
  onClose: () => void;
};

/** Asks before a record is deleted, and deletes it; whoever looks at it is led away before the rest is read again. */
export function Removal({ title, action, remove, away, touches, children, onClose }: Props) {
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await away();
      await readAgain(...touches);
    },
    // The next try is about what they made of it.
    onError: (error) => {
      if (isStale(error)) void readAgain(...touches);
    },
  });
  return (
    <Confirm
      title={title}
      action={action}
      pending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      {children}
    </Confirm>
  );
}
