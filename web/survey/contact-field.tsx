import type { PreferredChannel } from '../../shared/feedback/feedback.parts.schema.ts';
import type { Texts } from './texts/en.ts';
import { say } from './texts/texts.ts';

/** What the page offers to who would like to be contacted, and what they chose: a channel, or empty for no. */
export type ContactOffer = { channels: readonly PreferredChannel[]; chosen?: string | undefined };

const textFor = { email: 'contactEmail', phone: 'contactPhone', sms: 'contactSms' } as const;

/** Asks whether the person would like to be contacted, and how. Nothing is chosen beforehand. */
export function ContactField({ offer, company, texts }: { offer: ContactOffer; company: string; texts: Texts }) {
  const options = [
    ['', texts.contactNo] as const,
    ...offer.channels.map((channel) => [channel, texts[textFor[channel]]] as const),
  ];
  return (
    <fieldset class="q" role="radiogroup">
      <legend>{say(texts.contactQuestion, { company })}</legend>
      <div class="c">
        {options.map(([value, text]) => (
          <label key={value}>
            <input type="radio" name="contact" value={value} checked={offer.chosen === value} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
