import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';

type Props = {
  label: string;
  look?: 'main';
  small?: boolean;
  /** The dialog; given what closes it. */
  children: (close: () => void) => ReactNode;
};

/** A button, and the dialog that it opens. */
export function Opener({ label, look, small, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...(look && { look })} {...(small && { small })} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && children(() => setOpen(false))}
    </>
  );
}
