import { channels, type CurrentConsent, purposes } from '../consent/consent.schema.ts';
import { consentTo, isNo } from '../consent/current.ts';
import type { Channel, Purpose } from '../gate/refusal.ts';

/** Something that a person permits or not, and whether they do. */
export type Switch = { purpose: Purpose; channel: Channel; on: boolean };

/** What the mail that led to the page proves: that the person reads mail there. More they cannot grant on it. */
const canStart = (purpose: Purpose, channel: Channel): boolean =>
  channel === 'email' && (purpose === 'marketing' || purpose === 'survey');

/**
 * What a person can switch on their page: all that they permit can be stopped, and what a mail proves can be started. A service
 * needs no consent, so it is no switch. Surveys are on unless the person said no or the company asks only who said yes.
 */
export function switchesOf(
  current: readonly CurrentConsent[],
  { byMail, consentRequired }: { byMail: boolean; consentRequired: boolean },
): Switch[] {
  const isOn = (purpose: Purpose, channel: Channel): boolean => {
    if (current.some((one) => one.purpose === purpose && one.channel === channel && one.state === 'granted'))
      return true;
    if (purpose !== 'survey' || channel !== 'email' || consentRequired) return false;
    const said = consentTo(current, { purpose, channel });
    return !said || (!isNo(said) && said.state !== 'pending');
  };
  return purposes
    .filter((purpose) => purpose !== 'service')
    .flatMap((purpose) => channels.map((channel) => ({ purpose, channel, on: isOn(purpose, channel) })))
    .filter(({ purpose, channel, on }) => on || (byMail && canStart(purpose, channel)));
}
