import { initiativeRoutes } from '../../../shared/initiative/initiative.routes.ts';
import { similarityRoutes } from '../../../shared/similarity/similarity.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { texts } from '../texts/console.ts';
import type { Said } from './decision.ts';
import { triageTexts } from './texts/texts.ts';
import { impacts } from './triage.route.ts';
import type { Waiting } from './use-triage.ts';

const initiatives = api(initiativeRoutes);
const similarity = api(similarityRoutes);

type Props = { item: Waiting; said: Said; onSaid: (said: Said) => void };

/** What is known beside the text, as suggested; whatever is changed here goes with the decision. */
export function TriageDetails({ item, said, onSaid }: Props) {
  const x = triageTexts();
  const { type, types, theme } = feedbackTexts();
  const set = (change: Partial<Record<keyof Said, string | undefined>>): void => onSaid({ ...said, ...change } as Said);
  return (
    <>
      <h2>{x.details}</h2>
      <Pick
        label={x.impact}
        value={said.impact ?? item.impact}
        help={hintOf(item, 'impact')}
        choices={impacts.map((value) => ({ value, name: x.impacts[value] }))}
        onChange={(impact) => set({ impact })}
      />
      <Pick
        label={type}
        value={said.type ?? item.type ?? ''}
        help={hintOf(item, 'type')}
        choices={[...(item.type === undefined ? [{ value: '', name: texts().unknown }] : []), ...choicesOf(types)]}
        onChange={(value) => set({ type: value || undefined })}
      />
      <TextInput
        label={theme}
        maxLength={100}
        value={said.theme ?? item.theme ?? ''}
        help={hintOf(item, 'theme')}
        onChange={(words) => set({ theme: words })}
      />
      <InitiativePick item={item} value={said.initiativeId} onChange={(initiativeId) => set({ initiativeId })} />
    </>
  );
}

/** Says that a value is a suggestion, and where people have mostly decided otherwise. */
function hintOf({ suggestions }: Waiting, kind: string): string | undefined {
  const x = triageTexts();
  const found = suggestions.find((one) => one.kind === kind);
  if (found === undefined) return undefined;
  return found.oftenChanged ? `${x.suggested} ${x.oftenChanged}` : x.suggested;
}

type PickProps = { item: Waiting; value: string | undefined; onChange: (id: string | undefined) => void };

function InitiativePick({ item, value, onChange }: PickProps) {
  const x = triageTexts();
  const { feedbackId } = item.feedback;
  const read = useRead(initiatives.list, { query: { limit: 200 } });
  const similar = useRead(similarity.similar, { params: { feedbackId }, query: { purpose: 'initiative' as const } });
  const near = new Set([
    ...item.suggestions.filter(({ kind }) => kind === 'initiative').map((one) => one.value),
    ...(similar.data?.items ?? []).flatMap(({ initiativeId }) => initiativeId ?? []),
  ]);
  if (read.error) return <Problem error={read.error} again={() => void read.refetch()} />;
  const known = read.data?.items ?? [];
  const sorted = [
    ...known.filter((one) => near.has(one.initiativeId)),
    ...known.filter((one) => !near.has(one.initiativeId)),
  ];
  return (
    <Pick
      label={x.initiative}
      value={value ?? ''}
      choices={[
        { value: '', name: texts().none },
        ...sorted.map(({ initiativeId, title }) => ({
          value: initiativeId,
          name: near.has(initiativeId) ? `${title} (${x.suggested})` : title,
        })),
      ]}
      onChange={(id) => onChange(id || undefined)}
    />
  );
}
