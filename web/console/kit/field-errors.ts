import { type RefObject, useEffect } from 'react';
import { ApiError } from '../../../shared/http/client.ts';

export type FieldErrors = Readonly<Record<string, string>>;

/** What a 400 says is wrong, by the field that it names: `rootCause/note` of `#/rootCause/note`. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!(error instanceof ApiError) || error.status !== 400) return {};
  const errors = (error.problem.errors ?? []) as { pointer?: string; detail: string }[];
  return Object.fromEntries(
    errors.map(({ pointer = '', detail }): [string, string] => [pointer.replace(/^#?\//, ''), detail]),
  );
}

/** The focus goes to the first field that something is wrong with, as soon as that is known. */
export function useFirstError(form: RefObject<HTMLElement | null>, errors: FieldErrors): void {
  const wrong = Object.keys(errors).join(' ');
  useEffect(() => {
    if (wrong !== '') form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, wrong]);
}
