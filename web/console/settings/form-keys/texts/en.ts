export const en = {
  about:
    'A form on a page of yours sends feedback without signing in. Its key says whose it is, and nothing else can be done with it.',
  name: 'Where the form stands',
  key: 'Key',
  perMinute: 'Submissions a minute, at most',
  created: 'Made',
  create: 'New form',
  none: 'No form yet. Make one, and put its piece of HTML into a page: what people send is in your feedback.',
  embed: 'Embed',
  embedTitle: (name: string) => `Form: ${name}`,
  embedHelp:
    'Put this into your page. The field that people do not see is a trap for robots. Change words and look as you like; keep the names of the fields.',
  snippet: 'HTML',
  address: 'Address for scripts',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeHelp:
    'Its form is refused from then on. To change a key, make a new one, put it into the page, then revoke the old one.',
  revoked: 'Revoked',
  words: {
    question: 'What should we know?',
    rating: 'How was it?',
    email: 'E-mail, if you want an answer',
    send: 'Send',
    thanks: 'Thank you.',
    failed: 'That did not work. Please try again.',
  },
};
export type Words = typeof en;
