import { hasNumbers } from '../customer/phones.ts';
import { invalid } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { defineStore, isThere } from '../kernel/store.ts';
import { expectKnown, type Named } from '../people/known.ts';
import { CrmSettings, type PutCrmSettings, StoredCrmSettings } from './crm-settings.schema.ts';

const ID = 'crm' as const;

const stored = defineStore('crmSettings', StoredCrmSettings, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (settings): CrmSettings => CrmSettings.parse(settings),
});

/** What a company has decided about its customers, defaults where it has said nothing. */
export async function readCrmSettings(ctx: Context): Promise<CrmSettings> {
  const found = await stored.find(ctx, ID);
  return isThere(ctx, found) ? stored.publicOf(found) : CrmSettings.parse({ version: 0 });
}

const ownerOf = ({ vehicleDates: { ownerId } }: Pick<CrmSettings, 'vehicleDates'>): Named[] =>
  ownerId === undefined ? [] : [{ userId: ownerId, pointer: '#/vehicleDates/ownerId' }];

/** Replaces it; 400 for a default country that has no numbering plan, and for a person whom the company does not know. */
export async function putCrmSettings(
  ctx: Context,
  { body, ifMatch }: { body: PutCrmSettings; ifMatch?: number | undefined },
): Promise<CrmSettings> {
  if (body.defaultCountry !== undefined && !hasNumbers(body.defaultCountry))
    throw invalid({ pointer: '#/defaultCountry', detail: 'must be a country of ISO 3166-1' });
  return set(
    ctx,
    stored,
    ID,
    'put',
    async (before) => {
      await expectKnown(ctx, ownerOf(body), before && ownerOf(stored.publicOf(before)));
      return { settingsId: ID, ...body };
    },
    { ifMatch, evenIfEqual: true },
  );
}
