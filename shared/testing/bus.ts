import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach } from 'vitest';

/** A bus that takes every event, because DynamoDB Local has none beside it; its calls are forgotten before each test. */
export function useBus() {
  const bus = mockClient(EventBridgeClient);
  beforeEach(() => {
    process.env['BUS_NAME'] = 'bus';
    bus.reset();
    bus
      .on(PutEventsCommand)
      .callsFake(({ Entries }: PutEventsCommand['input']) => ({ Entries: Entries?.map(() => ({})) }));
  });
  const calls = () => bus.commandCalls(PutEventsCommand);
  return {
    calls,
    /** What was put on it, in order. */
    entries: () => calls().flatMap(({ args }) => args[0].input.Entries ?? []),
  };
}
