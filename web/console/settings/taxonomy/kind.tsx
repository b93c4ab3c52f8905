import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Panel } from '../../kit/page.tsx';
import { Empty } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { texts } from '../../texts/console.ts';
import { NodeDialog } from './node-dialog.tsx';
import { taxonomyTexts } from './texts/texts.ts';
import { moved, type Node, type Nodes, treeOf, withAgain, withNode, without } from './tree.ts';

/** Makes other nodes of those of the moment. */
type Change = (make: (nodes: Nodes) => Nodes) => void;
type Props = { kind: Node['kind']; nodes: Nodes; onChange: Change | undefined };
type Open = { node?: Node; parent?: string };
const DEEPEST = 2;
const STEP_PX = 24;

/** Categories or themes as a tree, with the words that point to each. */
export function Kind({ kind, nodes, onChange }: Props) {
  const x = taxonomyTexts();
  const [open, setOpen] = useState<Open>();
  const placed = treeOf(nodes, kind);
  const add = onChange && (
    <Button small onClick={() => setOpen({})}>
      {x.add}
    </Button>
  );
  return (
    <Panel title={x[kind]} aside={add}>
      {placed.length === 0 && <Empty>{x.none}</Empty>}
      <ul className="lines">
        {placed.map(({ node, depth }) => (
          <li key={node.id} className="node" style={{ paddingInlineStart: depth * STEP_PX }}>
            <div>
              <bdi className={node.retiredAt ? 'muted' : undefined}>{node.name}</bdi>{' '}
              {node.route && <span className="tag">{x.routes[node.route]}</span>}
              <Words node={node} />
            </div>
            {onChange && (
              <div className="node-acts">
                <Button
                  look="bare"
                  small
                  aria-label={x.up(node.name)}
                  onClick={() => onChange((now) => moved(now, node.id, -1))}
                >
                  <Icon name="up" />
                </Button>
                <Button
                  look="bare"
                  small
                  aria-label={x.down(node.name)}
                  onClick={() => onChange((now) => moved(now, node.id, 1))}
                >
                  <Icon name="down" />
                </Button>
                {depth < DEEPEST && (
                  <Button
                    look="bare"
                    small
                    aria-label={x.addBelow(node.name)}
                    onClick={() => setOpen({ parent: node.id })}
                  >
                    <Icon name="plus" />
                  </Button>
                )}
                <Button small aria-label={`${texts().edit}: ${node.name}`} onClick={() => setOpen({ node })}>
                  {texts().edit}
                </Button>
                <Button
                  look="bare"
                  small
                  aria-label={`${texts().remove}: ${node.name}`}
                  onClick={() => {
                    onChange((now) => without(now, node.id));
                    toast(x.removed(node.name), {
                      name: texts().undo,
                      act: () => onChange((now) => withAgain(now, nodes, node.id)),
                    });
                  }}
                >
                  <Icon name="close" />
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open && onChange && (
        <NodeDialog
          kind={kind}
          nodes={nodes}
          {...open}
          onClose={() => setOpen(undefined)}
          onMade={(node) => {
            setOpen(undefined);
            onChange((now) => withNode(now, node));
          }}
        />
      )}
    </Panel>
  );
}

const Words = ({ node: { synonyms = {} } }: { node: Node }) => (
  <p className="note">
    {Object.entries(synonyms).map(([language, words]) => (
      <span key={language}>
        {language}: <bdi lang={language}>{words.join(', ')}</bdi>{' '}
      </span>
    ))}
  </p>
);
