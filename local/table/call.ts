import { setTimeout as sleep } from 'node:timers/promises';

const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const TIMEOUT_MS = 60_000;
/** Pauses before a request is tried again, as the SDK does: under load DynamoDB Local now and then answers 500. */
const PAUSES_MS = [100, 400];
const versions = { table: 'DynamoDB_20120810', stream: 'DynamoDBStreams_20120810' };

/** What DynamoDB answers a request that it refuses; `name` is e.g. `ResourceNotFoundException`. */
export class RefusedError extends Error {
  constructor(operation: string, status: number, body: string) {
    const { __type = '', message, Message } = parsed(body);
    super(`${operation}: ${status} ${message ?? Message ?? body}`);
    this.name = __type.slice(__type.lastIndexOf('#') + 1) || 'UnknownError';
  }
}

type ErrorBody = { __type?: string; message?: string; Message?: string };

function parsed(body: string): ErrorBody {
  try {
    return JSON.parse(body) as ErrorBody;
  } catch {
    // Not DynamoDB's own answer; the text is passed on as it is.
    return {};
  }
}

/**
 * One request to DynamoDB Local: of the table's API, or of its streams'. It asks for a signature and checks none. Tried
 * three times where the answer is a fault of its own (5xx). Throws RefusedError, or what fetch throws when the table is
 * not there.
 */
export async function callTable<Output>(
  url: string,
  api: keyof typeof versions,
  operation: string,
  input: object,
  signal?: AbortSignal,
): Promise<Output> {
  const pauses = PAUSES_MS.values();
  for (;;) {
    const { ok, status, body } = await request(url, `${versions[api]}.${operation}`, input, signal);
    if (ok) return JSON.parse(body) as Output;
    const pause = pauses.next();
    if (status < 500 || pause.done) throw new RefusedError(operation, status, body);
    await sleep(pause.value, undefined, { signal });
  }
}

async function request(url: string, target: string, input: object, signal?: AbortSignal) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: SIGNATURE,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  return { ok: reply.ok, status: reply.status, body: await reply.text() };
}
