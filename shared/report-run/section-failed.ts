import { TooSlow } from './time-limit.ts';

/** A section because of which a report cannot be computed. */
export class SectionFailed extends Error {
  readonly sectionId: string;
  readonly reason: 'not_computed' | 'too_slow' | 'too_large';

  constructor(sectionId: string, cause: unknown, reason: SectionFailed['reason'] = reasonOf(cause)) {
    super(messageOf(sectionId, cause), { cause });
    this.sectionId = sectionId;
    this.reason = reason;
  }
}

const reasonOf = (cause: unknown) => (cause instanceof TooSlow ? 'too_slow' : 'not_computed');

/** Names of errors and numbers alone: what a section says, or was asked for, is not told outside of it. */
function messageOf(sectionId: string, cause: unknown): string {
  const why = cause instanceof TooSlow ? cause.message : typeof cause === 'string' ? cause : `failed: ${nameOf(cause)}`;
  return `The section \`${sectionId}\` ${why}.`;
}

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : 'unknown');
