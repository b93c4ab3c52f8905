import { useEffect, useState } from 'react';
import { jobRoutes } from '../../../../shared/job/job.routes.ts';
import { taxonomyRoutes } from '../../../../shared/taxonomy/taxonomy.routes.ts';
import type { Taxonomy } from '../../../../shared/taxonomy/taxonomy.schema.ts';
import { ApiError } from '../../../../shared/http/client.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { merge } from '../../api/merge.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Conflict } from '../../kit/conflict.tsx';
import { Panel } from '../../kit/page.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { spoken, texts } from '../../texts/console.ts';
import { ForceDialog } from './force-dialog.tsx';
import type { Draft } from './taxonomy.tsx';
import { taxonomyTexts } from './texts/texts.ts';
import { changesOf, mergeNodes, type Node, nodesOf } from './tree.ts';
import { TrialResult } from './trial-result.tsx';

const taxonomy = api(taxonomyRoutes);
const jobs = api(jobRoutes);
const POLL_MS = 1_500;
const ended: readonly string[] = ['done', 'failed', 'cancelled'];

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
          if (error instanceof ApiError && error.status === 412) void meet();
        },
      },
    );
  const warned = (trial.result?.warnings.length ?? 0) > 0;
  const failure = start.error ?? trial.error ?? meeting ?? (is412(put.error) || forcing ? undefined : put.error);
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
          error={is412(put.error) ? undefined : put.error}
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

const is412 = (error: unknown): boolean => error instanceof ApiError && error.status === 412;

const nodeWords = ({ name, synonyms = {} }: Node): string =>
  [name, ...Object.entries(synonyms).map(([language, words]) => `${language}: ${words.join(', ')}`)].join(' · ');

/** What of which node was refused: pointers say its place in the list. */
function Refused({ error, nodes }: { error: unknown; nodes: Draft['nodes'] }) {
  const errors = (error instanceof ApiError ? (error.problem.errors ?? []) : []) as {
    pointer?: string;
    detail: string;
  }[];
  return (
    <ul>
      {errors.map(({ pointer = '', detail }) => (
        <li key={`${pointer} ${detail}`} className="field-error">
          <bdi>{nodes[Number(/nodes\/(\d+)/.exec(pointer)?.[1] ?? -1)]?.name ?? pointer}</bdi>: {detail}
        </li>
      ))}
    </ul>
  );
}

/** How a trial stands, and what it found. Its id is that of its job with another prefix. */
function useTrial(jobId: string | undefined) {
  const [over, setOver] = useState<string>();
  const job = useRead(
    jobs.get,
    { params: { jobId: jobId ?? '' } },
    { enabled: jobId !== undefined, ...(over !== jobId && { refetchInterval: POLL_MS }) },
  );
  const status = jobId === undefined || job.data?.jobId !== jobId ? undefined : job.data.status;
  useEffect(() => {
    if (status !== undefined && ended.includes(status)) setOver(jobId);
  }, [status, jobId]);
  const trialId = `tat${(jobId ?? '').slice('job'.length)}`;
  const result = useRead(taxonomy.getTrial, { params: { trialId } }, { enabled: status === 'done' });
  return {
    running: jobId !== undefined && (status === undefined || !ended.includes(status)) && !job.error,
    done: job.data?.done,
    failed: status === 'failed' || status === 'cancelled',
    error: jobId === undefined ? undefined : (job.error ?? result.error),
    result: status === 'done' && result.data?.trialId === trialId ? result.data : undefined,
  };
}
