import { type RefObject, useEffect } from 'react';
import { ApiError } from '../../../shared/http/client.ts';

export type FieldErrors = Readonly<Record<string, string>>;
/** One thing that a refusal says is wrong; `path` is `rootCause/note` of `#/rootCause/note`, '' where it names no field. */
export type FieldError = { path: string; detail: string };

/** What a refusal says is wrong, in its order. */
export function errorsOf(error: unknown): FieldError[] {
  if (!(error instanceof ApiError)) return [];
  const errors = (error.problem.errors ?? []) as { pointer?: string; detail: string }[];
  return errors.map(({ pointer = '', detail }) => ({ path: pointer.replace(/^#?\//, ''), detail }));
}

/** The same by the field that it names. */
export const fieldErrorsOf = (error: unknown): FieldErrors =>
  Object.fromEntries(errorsOf(error).map(({ path, detail }): [string, string] => [path, detail]));

/** The focus goes to the first field that something is wrong with, as soon as that is known. */
export function useFirstError(form: RefObject<HTMLElement | null>, errors: FieldErrors): void {
  const wrong = Object.keys(errors).join(' ');
  useEffect(() => {
    if (wrong !== '') form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, wrong]);
}
