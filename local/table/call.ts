const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const TIMEOUT_MS = 60_000;
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
 * One request to DynamoDB Local: of the table's API, or of its streams'. It asks for a signature and checks none.
 * Throws RefusedError, or what fetch throws when the table is not there.
 */
export async function callTable<Output>(
  url: string,
  api: keyof typeof versions,
  operation: string,
  input: object,
  signal?: AbortSignal,
): Promise<Output> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: SIGNATURE,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${versions[api]}.${operation}`,
    },
    body: JSON.stringify(input),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const body = await reply.text();
  if (!reply.ok) throw new RefusedError(operation, reply.status, body);
  return JSON.parse(body) as Output;
}
