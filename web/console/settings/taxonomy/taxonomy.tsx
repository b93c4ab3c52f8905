import { useEffect, useRef } from 'react';
import { taxonomyRoutes } from '../../../../shared/taxonomy/taxonomy.routes.ts';
import type { Taxonomy as InForce } from '../../../../shared/taxonomy/taxonomy.schema.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { useDraft } from '../../kit/draft.ts';
import { Page } from '../../kit/page.tsx';
import { Loaded } from '../../kit/states.tsx';
import { relative } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { spoken, texts } from '../../texts/console.ts';
import { settingsTexts } from '../texts/texts.ts';
import { Kind } from './kind.tsx';
import { SaveTaxonomy } from './save-taxonomy.tsx';
import { taxonomyTexts } from './texts/texts.ts';
import { changesOf, type Nodes } from './tree.ts';

const taxonomy = api(taxonomyRoutes);

/** What is being made of the taxonomy, of which version, and the job that tries it. */
export type Draft = { base: Nodes; version: number; nodes: Nodes; jobId?: string | undefined };

/** The company's own words for what feedback is about. */
export function Taxonomy() {
  const x = taxonomyTexts();
  const read = useRead(taxonomy.get, {});
  const { data } = read;
  return (
    <Page
      title={settingsTexts().names.taxonomy}
      about={
        <>
          {x.about}
          {data?.updatedAt && ` ${x.version(formatCount(spoken(), data.version), relative(data.updatedAt))}`}
        </>
      }
    >
      <Loaded read={read} height={480}>
        {(inForce) => <Editor inForce={inForce} />}
      </Loaded>
    </Page>
  );
}

function Editor({ inForce }: { inForce: InForce }) {
  const now: Draft = { base: inForce.nodes, version: inForce.version, nodes: inForce.nodes };
  const [kept, setDraft, { found, forget }] = useDraft<Draft>('taxonomy', now);
  const untouched = changesOf(kept.base, kept.nodes) === 0;
  const draft = untouched ? now : kept;
  const writes = may('analysis:write');
  // An undo comes seconds later: it is about what is drafted then.
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  // Another draft has not been tried.
  const change = (make: (nodes: Nodes) => Nodes): void =>
    setDraft({ ...latest.current, nodes: make(latest.current.nodes), jobId: undefined });
  return (
    <div className="stack">
      {found && !untouched && (
        <p className="banner" role="status">
          {texts().draft}
        </p>
      )}
      {writes && !untouched && (
        <SaveTaxonomy
          draft={draft}
          onChange={setDraft}
          onDone={(saved) => {
            setDraft(saved ?? now);
            forget();
          }}
        />
      )}
      <div className="grid">
        {(['category', 'theme'] as const).map((kind) => (
          <Kind key={kind} kind={kind} nodes={draft.nodes} onChange={writes ? change : undefined} />
        ))}
      </div>
    </div>
  );
}
