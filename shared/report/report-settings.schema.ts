import * as z from 'zod';

/** What a company allows of its reports. */
export const ReportSettings = z.strictObject({
  allowOutside: z.boolean().default(true).meta({ description: 'Whether reports may go to addresses of nobody here.' }),
  domains: z
    .array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'must be a domain such as example.com, in lower case'))
    .max(50)
    .default([])
    .meta({ description: 'Domains of outside addresses that may be named; any where the list is empty.' }),
  publicLinks: z.boolean().default(true).meta({
    description: 'Whether a mail’s link shows the report to whoever has it; else it leads to the sign-in.',
  }),
  linkDays: z.int().min(1).max(90).default(30).meta({ description: 'How long such links work.' }),
});
