type Words = { question: string; rating: string; email: string; send: string; thanks: string; failed: string };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A form for a page of the company's: it works without this console, and without anything to install. */
export const snippetOf = (address: string, words: Words): string => `<form action="${address}" method="post" id="heed">
  <label>${escaped(words.question)}
    <textarea name="comments" required maxlength="10000"></textarea></label>
  <label>${escaped(words.rating)}
    <select name="rating"><option></option><option>5</option><option>4</option><option>3</option><option>2</option><option>1</option></select></label>
  <label>${escaped(words.email)}
    <input name="email" type="email" autocomplete="email"></label>
  <input name="website" tabindex="-1" autocomplete="off" aria-hidden="true" style="position:absolute;inset-inline-start:-999em">
  <button>${escaped(words.send)}</button>
  <p role="status"></p>
</form>
<script>
  document.getElementById('heed').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const status = form.querySelector('[role=status]');
    const sent = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => {});
    status.textContent = sent && sent.ok ? ${scripted(words.thanks)} : ${scripted(words.failed)};
    if (sent && sent.ok) form.reset();
  });
</script>`;

/** A text in a script that stands in a page: what ends a script must not stand in it. */
const scripted = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c');
