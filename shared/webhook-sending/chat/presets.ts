/** How the body of a request is made: as Standard Webhooks has it, for a chat, or by a template of one's own. */
export const presets = ['standard', 'slack', 'teams', 'generic'] as const;
export type Preset = (typeof presets)[number];

const LONGEST_VALUE = 300;
/** Of a section of a message of Slack. */
export const LONGEST_SECTION = 3_000;

/** A value as it stands in a message: on one line, and no longer than anybody reads. */
function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_VALUE) return line;
  return `${line.slice(0, LONGEST_VALUE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** In Slack `<…>` calls people and makes links; without it `<!channel>` is a text like any other. */
const forSlack = (value: string): string =>
  oneLine(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** In a card of Teams texts are Markdown. */
const forTeams = (value: string): string =>
  oneLine(value)
    .replace(/[\\`*_[\]()#~<>|!]/g, String.raw`\$&`)
    .replace(/^[-+]/, String.raw`\$&`)
    .replace(/^(\d+)\./, String.raw`$1\.`);

const escapes: Record<Preset, (value: string) => string> = {
  standard: (value) => value,
  slack: forSlack,
  teams: forTeams,
  generic: (value) => value,
};

/** Makes a value plain text in a message of the preset. */
export const shownBy = (preset: Preset): ((value: string) => string) => escapes[preset];

type Message = { text?: unknown; blocks?: unknown; attachments?: unknown };

/** The first limit of the chat that a message breaks, as a sentence that follows "bodyTemplate". */
export function brokenLimit(preset: Preset, message: unknown): string | undefined {
  const text = JSON.stringify(message);
  if (preset === 'slack') return brokenBySlack(message, text);
  if (preset === 'teams') {
    if (!Array.isArray(asMessage(message).attachments)) return 'must be a message with attachments';
    return new TextEncoder().encode(text).length > 28 * 1024 ? 'must make messages of at most 28 KB' : undefined;
  }
  return undefined;
}

function brokenBySlack(message: unknown, text: string): string | undefined {
  const { text: fallback, blocks } = asMessage(message);
  if (typeof fallback !== 'string' || fallback === '') return 'must have a text, which notifications show';
  if (blocks !== undefined && !Array.isArray(blocks)) return 'must have a list of blocks';
  if (Array.isArray(blocks) && blocks.length > 50) return 'must have at most 50 blocks';
  if (text.length > 12_000) return 'must make messages of at most 12 000 characters';
  for (const block of (blocks ?? []) as { type?: unknown; text?: { text?: unknown } }[]) {
    const length = typeof block?.text?.text === 'string' ? block.text.text.length : 0;
    if (block?.type === 'header' && length > 150) return 'must have headers of at most 150 characters';
    if (block?.type === 'section' && length > LONGEST_SECTION) return 'must have sections of at most 3 000 characters';
  }
  return undefined;
}

const asMessage = (message: unknown): Message =>
  typeof message === 'object' && message !== null ? (message as Message) : {};
