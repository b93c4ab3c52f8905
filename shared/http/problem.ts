/** Every error a client can meet: code → status and title. Each code has a page in docs/problems. */
export const problems = {
  'validation-failed': [400, 'The request is not valid'],
  'invalid-json': [400, 'The body is not valid JSON'],
  'too-many-reads': [400, 'This reads more than one call may'],
  'invalid-cursor': [400, 'The cursor is not valid'],
  'invalid-idempotency-key': [400, 'The Idempotency-Key is not valid'],
  unauthorized: [401, 'A valid bearer token is required'],
  forbidden: [403, 'The token does not allow this'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'The path does not support this method'],
  conflict: [409, 'The request conflicts with the current state'],
  'idempotency-mismatch': [409, 'The Idempotency-Key was used with another body'],
  'endpoint-disabled': [409, 'The webhook is disabled'],
  'rotation-open': [409, 'The secret is being replaced already'],
  'not-staged': [409, 'This has not been checked, or is under way already'],
  'report-paused': [409, 'The report is paused'],
  'undo-expired': [409, 'It is too late to undo this'],
  'not-enabled': [409, 'This is not switched on'],
  'budget-exceeded': [409, 'The budget has no room for this'],
  'message-refused': [409, 'This person must not be written to'],
  'version-conflict': [412, 'The record has changed since you read it'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'The content type is not supported'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Temporarily unavailable, please retry'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** What exactly was wrong: a JSON pointer into the body, or the name of a parameter. */
export type FieldError = { pointer?: string; parameter?: string; detail: string };

const MOST_ERRORS = 100;

/** As many errors as help anybody: a list of all that can be wrong with a megabyte would not fit into a reply. */
export function firstErrors(errors: readonly FieldError[], most = MOST_ERRORS): FieldError[] {
  const more = errors.length - most;
  return more > 0 ? [...errors.slice(0, most), { detail: `and ${more} more` }] : [...errors];
}

/** Ids that a refusal may be about; the document of the API tells of each. */
export const aboutIds = [
  'activityId',
  'customerId',
  'documentId',
  'householdId',
  'mergeId',
  'ownershipId',
  'purchaseId',
  'relationId',
] as const;
type About = Readonly<Partial<Record<(typeof aboutIds)[number], string>>>;

/** The one way to fail on purpose. Only `serve` turns it into `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string> | undefined;
  /** Why a message is not sent, as it was noted. */
  readonly decision: object | undefined;
  /** Ids that the refusal is about, such as that of the record that is in the way. */
  readonly about: About | undefined;

  constructor(
    code: ProblemCode,
    detail?: string,
    extras: {
      errors?: FieldError[];
      headers?: Record<string, string>;
      decision?: object;
      about?: About;
      cause?: unknown;
    } = {},
  ) {
    super(detail ?? problems[code][1], { cause: extras.cause });
    this.code = code;
    this.errors = extras.errors;
    this.decision = extras.decision;
    this.about = extras.about;
    // Whoever is asked to come again is told when.
    this.headers = code === 'unavailable' ? { 'retry-after': '1', ...extras.headers } : extras.headers;
  }

  get status(): number {
    return problems[this.code][0];
  }
}

/** The body of a problem reply. */
export function problemBody(problem: Problem, instance: string, requestId: string) {
  return {
    type: `/problems/${problem.code}`,
    title: problems[problem.code][1],
    status: problem.status,
    detail: problem.message,
    instance,
    requestId,
    ...(problem.errors && { errors: firstErrors(problem.errors) }),
    ...(problem.decision && { decision: problem.decision }),
    ...problem.about,
  };
}

/** What is read; undefined where that ends in `not-found`. */
export const orNone = <T>(read: Promise<T>): Promise<T | undefined> =>
  read.catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  });

/** What a caller sent does not fit what is stored, or a rule between fields: 400 that says where. */
export const invalid = (...errors: FieldError[]): Problem => new Problem('validation-failed', undefined, { errors });
