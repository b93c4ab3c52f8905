import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** One short line per entry: ids and codes only. Bodies, addresses and tokens must never be passed in. */
class CompactFormatter extends LogFormatter {
  formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const item = new LogItem({
      attributes: {
        level: attributes.logLevel,
        message: attributes.message,
        requestId: attributes.lambdaContext?.awsRequestId,
      },
    });
    return item.addAttributes(additional);
  }
}

export const log = new Logger({ logFormatter: new CompactFormatter() });
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Writes one CloudWatch metric in embedded metric format: no API call, no client. */
export function emitMetric(name: string, value: number, dimensions: Record<string, string> = {}): void {
  const named = Object.keys(dimensions);
  process.stdout.write(
    `${JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: 'Heed',
            Dimensions: named.length > 0 ? [[], named] : [[]],
            Metrics: [{ Name: name, Unit: 'Count' }],
          },
        ],
      },
      ...dimensions,
      [name]: value,
    })}\n`,
  );
}

/**
 * A mail of which nobody knows whether it went out: it is never sent again by itself. `kind`: `sent` where the answer of SES was
 * lost, else what it was about that was given up later, where whoever sent it may have died.
 */
export const noteUnresolvedMail = (kind: 'sent' | 'survey' | 'loop' | 'digest' | 'message' | 'report'): void =>
  emitMetric('mail_unresolved', 1, { kind });

/** What may be logged of an error: its name and the places it went through. A message of the SDK can quote a key, and a key can hold an address. */
export function traceOf(error: unknown): { name: string; frames?: string[] | undefined } {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6);
  return { name: error.name, frames };
}
