import { choicesOf, TextArea } from '../../kit/fields.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { linesOf, pairsOf } from '../../kit/pairs.ts';
import { areaField, listField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { texts } from '../../texts/console.ts';
import { taxonomyTexts } from './texts/texts.ts';
import { idFor, type Node, type Nodes, treeOf, withBelow } from './tree.ts';

type Props = {
  kind: Node['kind'];
  nodes: Nodes;
  node?: Node;
  parent?: string;
  onMade: (node: Node) => void;
  onClose: () => void;
};

const wordsOf = (text: string): string[] => [...new Set(text.split(/[,،]/).map((word) => word.trim()))].filter(Boolean);

const linesField = (name: string, label: string, help: string, valueOf?: (text: string) => unknown): RecordField => ({
  ...areaField(name, label, { help }),
  read: (value) =>
    linesOf(
      Object.fromEntries(
        Object.entries((value ?? {}) as Record<string, unknown>).map(([language, words]) => [
          language,
          Array.isArray(words) ? words.join(', ') : words,
        ]),
      ),
    ),
  write: (text) => pairsOf(text, valueOf),
  control: (to) => <TextArea {...to} rows={3} />,
});

/** A category or theme of the draft; it is saved with all of the draft. */
export function NodeDialog({ kind, nodes, node, parent, onMade, onClose }: Props) {
  const x = taxonomyTexts();
  const below = node ? withBelow(nodes, node.id) : new Set<string>();
  const record: Node = node ?? { id: '', kind, name: '', ...(parent !== undefined && { parent }) };
  return (
    <Dialog title={node ? <bdi>{node.name}</bdi> : x.add} onClose={onClose}>
      <RecordForm<Node, Node>
        draft={`taxonomy.${kind}.${node ? node.id : `new.${parent ?? ''}`}`}
        record={record}
        fields={[
          textField('name', x.name, { maxLength: 100, required: true }),
          pickField(
            'parent',
            x.parent,
            treeOf(nodes, kind)
              .filter(({ node: { id } }) => !below.has(id))
              .map(({ node: { id, name }, depth }) => ({ value: id, name: `${'– '.repeat(depth)}${name}` })),
            { none: x.top },
          ),
          linesField('synonyms', x.synonyms, x.synonymsHelp, wordsOf),
          linesField('labels', x.labels, x.labelsHelp),
          listField('exclude', x.exclude),
          pickField('route', x.route, choicesOf(x.routes), { none: x.asUsual }),
        ]}
        save={async ({ whole }) => (whole.id === '' ? { ...whole, id: idFor(whole.name ?? '', nodes) } : whole)}
        submit={node ? texts().save : x.add}
        onCancel={onClose}
        onSaved={onMade}
      />
    </Dialog>
  );
}
