import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { Grouping } from '../metrics/metric.ts';
import { known } from '../people/known.ts';
import { get as getTemplate } from '../survey-template/survey-template.ts';

/** How the key of a group is shown: people and templates by their names, all else as it is. */
export class Labels {
  readonly #ctx: Context;
  readonly #kept = new Map<string, Promise<string>>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  of(by: Grouping, key: string): Promise<string> {
    if (by !== 'agent' && by !== 'owner' && by !== 'template') return Promise.resolve(key);
    const name = `${by === 'template' ? by : 'person'} ${key}`;
    const label = this.#kept.get(name) ?? (by === 'template' ? this.#template(key) : this.#person(key));
    this.#kept.set(name, label);
    return label;
  }

  /** A key with its label. */
  async keyed(by: Grouping, key: string): Promise<{ key: string; label: string }> {
    return { key, label: await this.of(by, key) };
  }

  async #person(userId: string): Promise<string> {
    const [person] = await known(this.#ctx, [userId]);
    return person?.name ?? userId;
  }

  async #template(key: string): Promise<string> {
    const templateId = asId('template', key);
    const template = templateId && (await orNone(getTemplate(this.#ctx, { templateId })));
    return template?.name ?? key;
  }
}
