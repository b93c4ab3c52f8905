import type { Hook } from '../../../../shared/hook/hook.schema.ts';

export type Mapped = Hook['mapping'][number];

/** What answers become, as lines that people type: `q1: score nps 0 10`. */
export const mappingLines = (mapping: readonly Mapped[]): string =>
  mapping
    .map(({ column, to, metric, scaleMin, scaleMax, questionId }) =>
      [`${column}: ${to}`, metric, scaleMin, scaleMax, questionId].filter((part) => part !== undefined).join(' '),
    )
    .join('\n');

/** The same back. What cannot be meant is sent as it was typed, and refused by the API in its words. */
export const mappingOf = (text: string): Mapped[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.lastIndexOf(':');
      const [to = '', metric, min, max, questionId] = line
        .slice(colon + 1)
        .trim()
        .split(/\s+/);
      return {
        column: colon < 0 ? line : line.slice(0, colon).trim(),
        to,
        ...(metric !== undefined && { metric }),
        ...(min !== undefined && { scaleMin: Number(min) }),
        ...(max !== undefined && { scaleMax: Number(max) }),
        ...(questionId !== undefined && { questionId }),
      } as Mapped;
    });
