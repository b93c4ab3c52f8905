import { taxonomyRoutes } from '../../../shared/taxonomy/taxonomy.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Pick } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { sampleTexts } from './texts/texts.ts';

const taxonomy = api(taxonomyRoutes);
type Props = { chosen: readonly string[]; onChange: (chosen: string[]) => void };

/** Which categories and themes of the taxonomy a text touches. */
export function TopicChoice({ chosen, onChange }: Props) {
  const s = sampleTexts();
  const read = useRead(taxonomy.get, {}, { enabled: may('analysis:read') });
  if (read.error) return <Problem error={read.error} again={() => void read.refetch()} />;
  const names = [...new Set((read.data?.nodes ?? []).filter(({ retiredAt }) => !retiredAt).map(({ name }) => name))];
  if (names.length === 0) return null;
  const left = names.filter((name) => !chosen.includes(name));
  return (
    <div className="stack">
      <Pick
        label={feedbackTexts().topics}
        help={s.topicsHelp}
        value=""
        choices={[{ value: '', name: s.addTopic }, ...left.map((name) => ({ value: name, name }))]}
        onChange={(name) => name && onChange([...chosen, name])}
      />
      {chosen.length > 0 && (
        <p className="tags">
          {chosen.map((name) => (
            <Button
              key={name}
              small
              aria-label={`${texts().remove}: ${name}`}
              onClick={() => onChange(chosen.filter((one) => one !== name))}
            >
              <bdi>{name}</bdi> ✕
            </Button>
          ))}
        </p>
      )}
    </div>
  );
}
