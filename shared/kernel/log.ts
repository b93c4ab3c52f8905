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
