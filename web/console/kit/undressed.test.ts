import { expect, test } from 'vitest';
import { undressed } from './undressed.ts';

test('styles are taken out of a page and kept', () => {
  const { html, css } = undressed('<head><style>a>b{color:red}</style></head><p style="margin:0">style="x"</p>');
  expect(css).toBe('a>b{color:red}');
  expect(html).toBe('<head></head><p data-style="margin:0">style="x"</p>');
});
test('nothing is fetched from elsewhere and no link leads away', () =>
  expect(
    undressed('<img src="https://a.example/l.png" alt="A"/><a class="b" href="https://a.example">x</a>').html,
  ).toBe('<img data-src="https://a.example/l.png" alt="A"/><a class="b" data-href="https://a.example">x</a>'));
