import { expect, it } from 'vitest';
import { snippetOf } from './snippet.ts';

const words = {
  question: 'What <b>& "why"?',
  rating: 'How',
  email: 'E-mail',
  send: 'Send',
  thanks: 'Thanks</script>',
  failed: "didn't",
};
const snippet = snippetOf('https://heed.example/f/fk_1', words);

it('sends to the address of the key, with the trap for robots', () => {
  expect(snippet).toContain('action="https://heed.example/f/fk_1" method="post"');
  expect(snippet).toContain('name="website"');
});

it('keeps words from becoming markup or script', () => {
  expect(snippet).toContain('What &lt;b>&amp; &quot;why&quot;?');
  expect(snippet.match(/<\/script>/g)).toHaveLength(1);
});
