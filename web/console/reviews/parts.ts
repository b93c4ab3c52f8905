import { ApiError } from '../../../shared/http/client.ts';
import { formatValue } from '../../chart/format.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { errorsOf } from '../kit/field-errors.ts';
import { spoken, texts } from '../texts/console.ts';

export type Decision = { decision: 'keep'; reason: string; until: string } | { decision: 'reopen' };

type Refused = Omit<ApiError['problem'], 'errors'> & { errors?: { detail: string }[] | undefined };
type Answer = { results: readonly { status: number; problem?: Refused | undefined }[] };

export const count = (n: number): string => formatValue(spoken(), 'records', n);

/** What a request is about, in the words of its type and theme. */
export const kindWords = ({ type, theme }: { type?: string | undefined; theme?: string | undefined }): string =>
  [type && (feedbackTexts().types[type] ?? type), theme].filter(Boolean).join(' · ') || texts().unknown;

/**
 * Why one decision was refused: each is decided for itself, so the call as a whole goes well also then. It says what is
 * wrong, not only that something is.
 */
export function refusalOf(answer: Answer | undefined): ApiError | undefined {
  const { status = 0, problem } = answer?.results[0] ?? {};
  return problem && new ApiError(status, { ...problem, detail: problem.errors?.[0]?.detail ?? problem.detail });
}

/** What of a refusal is about the day until which something is kept. */
export const refusedDay = (error: unknown): string | undefined =>
  errorsOf(error).find(({ path }) => /(?:^|\/)until$/.test(path))?.detail;
