import { useState } from 'react';
import { taxonomyRoutes } from '../../../../shared/taxonomy/taxonomy.routes.ts';
import type { Taxonomy } from '../../../../shared/taxonomy/taxonomy.schema.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { merge } from '../../api/merge.ts';
import { isStale, useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Conflict } from '../../kit/conflict.tsx';
import { errorsOf } from '../../kit/field-errors.ts';
import { Panel } from '../../kit/page.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { useJob } from '../../kit/use-job.ts';
import { spoken, texts } from '../../texts/console.ts';
import { ForceDialog } from './force-dialog.tsx';
import type { Draft } from './taxonomy.tsx';
import { taxonomyTexts } from './texts/texts.ts';
import { changesOf, mergeNodes, type Node, nodesOf } from './tree.ts';
import { TrialResult } from './trial-result.tsx';

const taxonomy = api(taxonomyRoutes);

type Props = {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** It was saved as what is given, or is no longer wanted. */
  onDone: (saved?: Draft) => void;
};

/** A draft is tried on stored texts, and saved as it was tried; without a trial, or against its warnings, with a reason. */
export function SaveTaxonomy({ draft, onChange, onDone }: Props) {
  const x = taxonomyTexts();
  const { nodes, jobId } = draft;
  const [forcing, setForcing] = useState(false);
  const [theirs, setTheirs] = useState<Taxonomy>();
  const [meeting, setMeeting] = useState<unknown>();
  const start = useChange(taxonomy.startTrial, 'job');
  const put = useChange(taxonomy.put, 'settings');
  const trial = useTrial(jobId);

  /** What they have made of it, with what was drafted here; it has to be tried anew. */
  const onto = (now: Taxonomy, chosen: Record<string, string>): void => {
    setTheirs(undefined);
    onChange({ base: now.nodes, version: now.version, nodes: nodesOf(chosen, now.nodes, nodes) });
    toast(texts().changedMeanwhile);
  };
  const meet = async (): Promise<void> => {
    try {
      const now = await taxonomy.get();
      const fields = mergeNodes(draft.base, nodes, now.nodes);
      if (fields.clash.length > 0) setTheirs(now);
      else onto(now, merge(fields.base, fields.mine, fields.theirs).merged);
    } catch (error) {
      setMeeting(error);
    }
  };
  const save = (how: { trialId: string } | { force: true; reason: string }): void =>
    put.mutate(
      { body: { nodes: [...nodes], ...how }, ifMatch: draft.version },
      {
        onSuccess: (saved) => {
          setForcing(false);
          onDone({ base: saved.nodes, version: saved.version, nodes: saved.nodes });
          toast(texts().saved);
        },
        onError: (error) => {
          if (isStale(error)) void meet();
        },
      },
    );
  const warned = (trial.result?.warnings.length ?? 0) > 0;
  const failure = start.error ?? trial.error ?? meeting ?? (isStale(put.error) || forcing ? undefined : put.error);
  return (
    <Panel title={x.changes(changesOf(draft.base, nodes))} about={x.mustTry}>
      <div className="inline">
        {trial.result && !warned ? (
          <Button look="main" disabled={put.isPending} onClick={() => save({ trialId: trial.result?.trialId ?? '' })}>
            {x.saveTried}
          </Button>
        ) : (
          <Button
            look="main"
            disabled={start.isPending || trial.running || trial.result !== undefined}
            onClick={() =>
              start.mutate(
                { body: { nodes: [...nodes] } },
                { onSuccess: (job) => onChange({ ...draft, jobId: job.jobId }) },
              )
            }
          >
            {x.tryIt}
          </Button>
        )}
        <Button onClick={() => setForcing(true)}>{warned ? x.forceWarned : x.force}</Button>
        <Button onClick={() => onDone()}>{x.discard}</Button>
      </div>
      <div role="status" className="muted">
        {trial.running && x.trying(trial.done === undefined ? '' : formatCount(spoken(), trial.done))}
      </div>
      {trial.failed && <p className="banner error">{x.tryFailed}</p>}
      {failure ? <Problem error={failure} /> : null}
      {failure ? <Refused error={failure} nodes={nodes} /> : null}
      {trial.result && <TrialResult trial={trial.result} nodes={nodes} />}
      {forcing && (
        <ForceDialog
          title={warned ? x.forceWarned : x.force}
          pending={put.isPending}
          error={isStale(put.error) ? undefined : put.error}
          onClose={() => setForcing(false)}
          onForce={(reason) => save({ force: true, reason })}
        />
      )}
      {theirs && (
        <Conflict
          {...mergeNodes(draft.base, nodes, theirs.nodes)}
          labels={Object.fromEntries([...theirs.nodes, ...nodes].map(({ id, name }) => [id, name]))}
          say={(_, text) => (text === '' ? x.gone : nodeWords(JSON.parse(text) as Node))}
          onClose={() => setTheirs(undefined)}
          onChosen={(chosen) => onto(theirs, chosen)}
        />
      )}
    </Panel>
  );
}

const nodeWords = ({ name, synonyms = {} }: Node): string =>
  [name, ...Object.entries(synonyms).map(([language, words]) => `${language}: ${words.join(', ')}`)].join(' · ');

/** What of which node was refused: pointers say its place in the list. */
function Refused({ error, nodes }: { error: unknown; nodes: Draft['nodes'] }) {
  return (
    <ul>
      {errorsOf(error).map(({ path, detail }) => (
        <li key={`${path} ${detail}`} className="field-error">
          <bdi>{nodes[Number(/nodes\/(\d+)/.exec(path)?.[1] ?? -1)]?.name ?? path}</bdi>: {detail}
        </li>
      ))}
    </ul>
  );
}

/** How a trial stands, and what it found. Its id is that of its job with another prefix. */
function useTrial(jobId: string | undefined) {
  const { job, running, error } = useJob(jobId);
  const trialId = `tat${(jobId ?? '').slice('job'.length)}`;
  const result = useRead(taxonomy.getTrial, { params: { trialId } }, { enabled: job?.status === 'done' });
  return {
    running,
    done: job?.done,
    failed: job?.status === 'failed' || job?.status === 'cancelled',
    error: jobId === undefined ? undefined : (error ?? result.error),
    result: job?.status === 'done' ? result.data : undefined,
  };
}
