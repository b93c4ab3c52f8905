import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { choicesOf } from '../../kit/fields.tsx';
import { linesOf, pairsOf } from '../../kit/pairs.ts';
import { areaField, flagField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { nameOf } from '../webhooks/webhooks.tsx';
import { integrationTexts } from './texts/texts.ts';

const webhooks = api(webhookRoutes);

/** What is said of a tracker. */
export function useTrackerFields(): RecordField[] {
  const i = integrationTexts();
  const endpoints = useRead(webhooks.list, { query: { limit: 100 } }).data?.items ?? [];
  return [
    textField('name', i.name, { maxLength: 100, required: true, wide: true }),
    pickField(
      'endpointId',
      i.endpoint,
      endpoints.map((webhook) => ({ value: webhook.endpointId, name: nameOf(webhook) })),
      { none: '–' },
    ),
    pickField('text', i.text, choicesOf(i.textKinds)),
    {
      ...areaField('statusMap', i.statusMap, { help: i.statusMapHelp }),
      read: linesOf,
      write: (text) => pairsOf(text) ?? {},
    },
    textField('referencePath', i.referencePath, { help: i.referenceHelp, maxLength: 200 }),
    flagField('mayNotify', i.mayNotify),
  ];
}
