import { LONGEST_SECTION } from './presets.ts';

export type Chat = 'slack' | 'teams';
export const isChat = (preset: string): preset is Chat => preset === 'slack' || preset === 'teams';

type Fact = { name: string; value: string };
/** What a message says; its texts are plain ones of the chat already. */
export type Message = { title: string; facts?: readonly Fact[]; lines?: readonly string[]; foot: string };

/** The message as the chat takes it. */
export const messageOf = (chat: Chat, message: Message): object => chats[chat](message);

const MOST_IN_SHORT = 3;

/** What notifications show. */
const inShort = ({ title, facts = [] }: Message): string =>
  [title, ...facts.slice(0, MOST_IN_SHORT).map(({ name, value }) => `${name}: ${value}`)].join(' · ');

const chats: Record<Chat, (message: Message) => object> = {
  slack: (message) => {
    const { title, facts = [], lines = [], foot } = message;
    const rows = [...facts.map(({ name, value }) => `*${name}:* ${value}`), ...lines.map((line) => `• ${line}`)];
    return {
      text: inShort(message),
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: title } },
        ...(rows.length > 0 ? [{ type: 'section', text: { type: 'mrkdwn', text: fitting(rows) } }] : []),
        ...(foot === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: foot }] }]),
      ],
      unfurl_links: false,
    };
  },
  teams: (message) => {
    const { title, facts = [], lines = [], foot } = message;
    return {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            fallbackText: inShort(message),
            body: [
              { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true },
              ...(facts.length > 0
                ? [{ type: 'FactSet', facts: facts.map(({ name, value }) => ({ title: name, value })) }]
                : []),
              ...lines.map((text) => ({ type: 'TextBlock', text, wrap: true, spacing: 'Small' })),
              ...(foot === '' ? [] : [{ type: 'TextBlock', text: foot, isSubtle: true, wrap: true }]),
            ],
          },
        },
      ],
    };
  },
};

/** As many rows as a section holds, each of them whole. */
function fitting(rows: readonly string[]): string {
  let text = '';
  for (const row of rows) {
    const longer = text === '' ? row : `${text}\n${row}`;
    if (longer.length <= LONGEST_SECTION) text = longer;
  }
  return text;
}
