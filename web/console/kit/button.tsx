import type { ButtonHTMLAttributes } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `main` is the one thing to do here; `bare` stands among text. */
  look?: 'main' | 'bare' | 'danger';
  small?: boolean;
};

export const buttonClass = ({ look, small }: Pick<Props, 'look' | 'small'>): string =>
  ['button', look === 'main' ? 'main-button' : look, small && 'small'].filter(Boolean).join(' ');

export const Button = ({ look, small, type = 'button', className, ...rest }: Props) => (
  <button type={type} className={`${buttonClass({ look, small })} ${className ?? ''}`} {...rest} />
);
