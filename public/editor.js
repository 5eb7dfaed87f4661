// The sentences and what they would do follow what is typed, and steps open one after the other. Without this, buttons do it.

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
      for (const step of form.querySelectorAll('[data-says]')) {
        const said = preview.querySelector(`[data-say="${step.dataset.says}"]`);
        step.textContent = said?.textContent ?? '';
      }
    } catch {
      // The button still works.
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}

const says = form?.querySelector('[data-says="badge"]');
form?.addEventListener('change', ({ target }) => {
  if (target.name === 'badgeClass' && says) {
    says.textContent = target.closest('label').querySelector('.choice-title').textContent;
  }
});

for (const button of form?.querySelectorAll('button[data-step]') ?? []) {
  button.addEventListener('click', (event) => {
    const next = form.querySelector(`#step-${button.dataset.step}`)?.closest('details');
    if (!next) return;
    event.preventDefault();
    button.closest('details').open = false;
    next.open = true;
    next.querySelector('summary').focus();
  });
}

// A badge whose column carries no grade looks at other columns than its own.
const roles = [...(form?.querySelectorAll('input[name=role]') ?? [])];
const showOwn = () => {
  const role = roles.find((one) => one.checked)?.value;
  const hasOwn = role === 'grade' || role === 'assessed';
  for (const option of form.querySelectorAll('option[value=own]')) {
    option.disabled = !hasOwn;
    if (!hasOwn && option.selected) option.parentElement.value = '';
  }
};
if (roles.length > 0) {
  for (const role of roles) role.addEventListener('change', showOwn);
  showOwn();
}
