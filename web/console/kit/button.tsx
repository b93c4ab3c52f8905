import type { ButtonHTMLAttributes } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `main` is the one thing to do here; `bare` stands among text. */
  look?: 'main' | 'bare' | 'danger';
  small?: boolean;
  /** What it was pressed for goes on: it does nothing, and keeps the focus, which a disabled button loses. */
  busy?: boolean | undefined;
};

export const buttonClass = ({ look, small }: Pick<Props, 'look' | 'small'>): string =>
  ['button', look === 'main' ? 'main-button' : look, small && 'small'].filter(Boolean).join(' ');

export const Button = ({ look, small, busy, type = 'button', className, onClick, ...rest }: Props) => (
  <button
    type={type}
    className={`${buttonClass({ look, small })} ${className ?? ''}`}
    aria-disabled={busy || undefined}
    // A form must not be sent either.
    onClick={busy ? (event) => event.preventDefault() : onClick}
    {...rest}
  />
);
