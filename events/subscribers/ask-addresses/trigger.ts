import type { DomainEventName } from '../../../shared/domain-events.ts';
import { defineSubscriber } from '../../define.ts';

/**
 * Asks outside addresses that rules and reports name for the first time, and those that an admin has asked once more, by mail;
 * and customers for a consent. Mails the links by which documents are shared, too.
 */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'ask-addresses',
  on: [
    'AlertRuleCreated',
    'AlertRuleChanged',
    'ReportCreated',
    'ReportChanged',
    'OutsideAddressAsked',
    'ConsentAsked',
    'DocumentShared',
  ] satisfies DomainEventName[],
  needs: { table: 'write', ses: true, secret: true },
});
