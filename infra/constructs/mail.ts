import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { type Alarms, minutes, productMetric } from './alarms.ts';

/**
 * How SES treats our mails: over TLS, never to addresses that bounced or complained, and with what becomes of
 * each reported to the account's default bus, the only one that SES knows. Clicks are not tracked: that would send
 * every survey link through a host of somebody else.
 */
export function addMail(scope: Construct, name: string, alarms: Alarms): ConfigurationSet {
  const set = new ConfigurationSet(scope, 'Mail', {
    configurationSetName: name,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    reputationMetrics: true,
  });
  const { SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT, OPEN } = EmailSendingEvent;
  set.addEventDestination('Events', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT, OPEN],
  });
  const rates = [
    // SES puts an account under review at 5 % and 0.1 %.
    { kind: 'Bounce', above: 0.03 },
    { kind: 'Complaint', above: 0.0005 },
  ];
  for (const { kind, above } of rates) {
    alarms.add(`mail-${kind.toLowerCase()}-rate`, {
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: `Reputation.${kind}Rate`,
        period: minutes(60),
        statistic: 'max',
      }),
      above,
      meaning: `The ${kind.toLowerCase()} rate of our mails nears the limit at which SES stops an account.`,
      runbook: `mail-${kind.toLowerCase()}-rate`,
    });
  }
  alarms.add('mail-sender-refused', {
    metric: productMetric('mail_sender_refused', 'sum'),
    above: 0,
    meaning: 'SES does not let us send: surveys wait and are tried again every hour.',
    runbook: 'mail-sender-refused',
  });
  return set;
}
