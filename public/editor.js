// The sentence and what it would do follow what is typed. Without this, a button shows them.

const form = document.querySelector('form[data-editor]');
const preview = document.querySelector('[data-preview]');

/** Long enough for whoever is still typing. */
const PAUSE_MS = 350;

if (form && preview) {
  let timer;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const mine = asked;
    const fields = new URLSearchParams(new FormData(form));
    fields.set('act', 'preview');
    fields.set('fragment', 'yes');
    fields.delete('reviewed');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields });
      // What came too late, or is a page that says something else, is not shown in its place.
      if (!answer.ok || mine !== asked) return;
      const text = await answer.text();
      const wasOpen = preview.querySelector('details')?.open ?? false;
      preview.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes);
      const details = preview.querySelector('details');
      if (details) details.open = wasOpen;
    } catch {
      // The button still works.
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}
