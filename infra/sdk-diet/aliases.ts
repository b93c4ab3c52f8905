import { join } from 'node:path';

/**
 * Parts of the AWS SDK that a Lambda of ours never runs, and what stands in their place. They are half of
 * what a cold start loads. A contract test fails when the SDK starts to use more of them than is here.
 */
export const sdkDiet: Record<string, string> = {
  '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': join(import.meta.dirname, 'endpoint-discovery.ts'),
  '@smithy/core/event-streams': join(import.meta.dirname, 'event-streams.ts'),
  '@aws-sdk/xml-builder': join(import.meta.dirname, 'xml.ts'),
};
