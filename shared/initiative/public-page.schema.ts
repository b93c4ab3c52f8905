import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { Paragraph } from '../survey-template/localized.schema.ts';

/** What a company tells everybody of an initiative. */
const publicFields = {
  texts: Paragraph.meta({
    description: 'What is said of it, per language; plain text.',
    example: { en: 'Two more people will serve you on Mondays.' },
  }),
  index: z.boolean().default(false).meta({ description: 'Whether search engines may list the page.' }),
};
export const PublishInitiative = z.strictObject(publicFields).meta({ id: 'PublishInitiative' });
export type PublishInitiative = z.output<typeof PublishInitiative>;
export const PublicPage = z.object({
  ...publicFields,
  publicKey: z.string().meta({ description: 'Of its address, `/i/{publicKey}`.' }),
  publishedAt: instant,
});
export const PublishedInitiative = PublicPage.extend({ url: z.url() }).meta({ id: 'PublishedInitiative' });
export type PublishedInitiative = z.output<typeof PublishedInitiative>;
