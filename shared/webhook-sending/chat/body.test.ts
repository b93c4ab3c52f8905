import { describe, expect, test } from 'vitest';
import { catalogue as known } from '../../webhook/catalogue.ts';
import { bodyOf, brokenForm, type Form, sampleOf } from './body.ts';

const analysed = known.filter(({ type }) => type === 'FeedbackAnalysed');

const told = (data: object) => ({
  type: 'InitiativeCreated',
  timestamp: '2026-11-01T10:00:00.000Z',
  data,
  company: 'acme',
});
const body = (form: Form, data: object) => JSON.parse(bodyOf(form, told(data))) as Record<string, unknown>;
const template = (document: unknown): string => JSON.stringify(document);
const slack = (document: unknown): Form => ({ preset: 'slack', bodyTemplate: template(document) });

const breaking = '"},{"x":"';
const calling = '<!channel> <@U123> <https://evil.example|click> & co';

describe('a value cannot change a message', () => {
  test.each(['slack', 'teams'] as const)('of %s, ready made', (preset) => {
    const text = bodyOf({ preset }, told({ title: `${breaking} ${calling}` }));
    expect(JSON.parse(text)).not.toHaveProperty('x');
    expect(text).not.toMatch(preset === 'slack' ? /[<>]/ : /(?<!\\\\)</);
  });

  test('a name with a quote mark and one that calls the channel leave it valid and ping nobody', () => {
    const form = slack({
      text: 'New: {{title}}',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '{{title}}' } }],
    });
    expect(body(form, { title: breaking })).toEqual({
      text: `New: ${breaking}`,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: breaking } }],
      unfurl_links: false,
    });
    expect(body(form, { title: calling })['text']).toBe(
      'New: &lt;!channel&gt; &lt;@U123&gt; &lt;https://evil.example|click&gt; &amp; co',
    );
  });

  test.each([
    ['[click](https://evil.example)', String.raw`\[click\]\(https://evil.example\)`],
    ['**bold** _x_ `y` ~z~', String.raw`\*\*bold\*\* \_x\_ \`y\` \~z\~`],
    ['- item', String.raw`\- item`],
    ['1. item', String.raw`1\. item`],
    ['# head', String.raw`\# head`],
    ['<at>Ada</at>', String.raw`\<at\>Ada\</at\>`],
    [String.raw`\*`, String.raw`\\\*`],
    ['2026-11-30', '2026-11-30'],
  ])('of Teams, where %j is Markdown', (value, shown) => {
    const form: Form = { preset: 'teams', bodyTemplate: template({ attachments: ['{{title}}'] }) };
    expect(body(form, { title: value })['attachments']).toEqual([shown]);
  });

  test('with more lines or characters than fit', () => {
    const form = slack({ text: '{{title}}' });
    expect(body(form, { title: 'a\n> b\r\n\tc' })['text']).toBe('a &gt; b c');
    expect(body(form, { title: '&'.repeat(1_000) })['text']).toBe(`${'&amp;'.repeat(299)}…`);
  });

  test('generic documents hold it as it is', () => {
    const form: Form = {
      preset: 'generic',
      bodyTemplate: template({ a: '{{title}}', event: '{{event}}/{{company}}' }),
    };
    expect(body(form, { title: `${breaking}${calling}` })).toEqual({
      a: `${breaking}${calling}`,
      event: 'Initiative created/acme',
    });
  });
});

describe('a message without a template', () => {
  test.each(known.map((one) => [one.type, one] as const))('tells of %s in each chat, within its limits', (_, one) => {
    for (const preset of ['slack', 'teams'] as const) {
      const text = bodyOf({ preset }, sampleOf(one));
      expect(brokenForm({ preset, bodyTemplate: text }, [one])).toBeUndefined();
    }
  });

  test('of Slack says what happened, the facts and when', () => {
    const data = {
      eventId: 'ini_1:1',
      companyId: 'acme',
      initiativeId: 'ini_1',
      title: 'Refunds',
      analysis: { urgency: 'high' },
    };
    expect(body({ preset: 'slack' }, { ...data, at: '2026-11-01T10:00:00.000Z', actor: { id: 'x' } })).toEqual({
      text: 'Initiative created · Title: Refunds · Urgency: high · Initiative id: ini_1',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Initiative created' } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Title:* Refunds\n*Urgency:* high\n*Initiative id:* ini_1' },
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'acme · 2026-11-01T10:00:00.000Z' }] },
      ],
      unfurl_links: false,
    });
  });

  test('of the standard preset is the event', () => {
    expect(body({ preset: 'standard' }, { title: calling })).toEqual({
      type: 'InitiativeCreated',
      timestamp: '2026-11-01T10:00:00.000Z',
      data: { title: calling },
    });
  });
});

describe('a form is refused', () => {
  const of51 = Array.from({ length: 51 }, () => ({ type: 'divider' }));
  const header = (length: number) => [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } }];
  test.each<[string, Form, string]>([
    ['a template of the standard preset', { preset: 'standard', bodyTemplate: '{}' }, 'needs a preset'],
    ['no template of the generic preset', { preset: 'generic' }, 'is required with the preset generic'],
    ['what is not JSON', { preset: 'slack', bodyTemplate: '{' }, 'must be a JSON document'],
    ['a path that is unknown', slack({ text: '{{nothing}}' }), 'has {{nothing}}, which none of these events states'],
    ['constructor', slack({ text: '{{constructor}}' }), 'has {{constructor}}, which none'],
    ['a path to an object', slack({ text: '{{actor}}' }), 'has {{actor}}, which none'],
    ['an unknown path with a fallback', slack({ text: '{{nothing|x}}' }), 'has {{nothing}}, which none'],
    ['a name with a placeholder', slack({ text: 'x', '{{source}}': 1 }), 'must have placeholders in values only'],
    ['51 blocks', slack({ text: 'x', blocks: of51 }), 'must have at most 50 blocks'],
    ['blocks that are no list', slack({ text: 'x', blocks: {} }), 'must have a list of blocks'],
    ['a message of Slack without a text', slack({ blocks: [] }), 'must have a text'],
    ['a list', slack([]), 'must have a text'],
    ['a header of 151 characters', slack({ text: 'x', blocks: header(151) }), 'must have headers of at most 150'],
    ['12 001 characters', slack({ text: 'x'.repeat(12_001) }), 'must make messages of at most 12 000 characters'],
    ['a card without attachments', { preset: 'teams', bodyTemplate: '{"type":"message"}' }, 'must be a message with'],
  ])('%s', (_, form, rule) => {
    expect(brokenForm(form, analysed)).toContain(rule);
  });

  test('a path that only some of the events state, without a fallback', () => {
    const types = known.filter(({ type }) => ['FeedbackAnalysed', 'NumbersDrifted'].includes(type));
    expect(brokenForm(slack({ text: '{{source}}' }), types)).toBe(
      'has {{source}}, which NumbersDrifted does not state: give a fallback, {{source|…}}',
    );
    expect(brokenForm(slack({ text: '{{source|?}}' }), types)).toBeUndefined();
  });

  test('not where all is well', () => {
    expect(
      brokenForm(slack({ text: '{{event}}: {{source}} {{actor.id}} {{analysis.emotions}} {{company}}' }), analysed),
    ).toBe(undefined);
    expect(brokenForm({ preset: 'slack' }, known)).toBeUndefined();
    expect(brokenForm({ preset: 'standard' }, known)).toBeUndefined();
  });
});
