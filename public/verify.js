/*
 * Takes a dropped file into the form of the page that verifies, and says which one was chosen. Without it, choosing a file and
 * pasting a text work all the same: the form is sent like any other.
 */
for (const form of document.querySelectorAll('form[data-verify]')) {
  const text = form.querySelector('textarea');
  const zone = form.querySelector('[data-drop]');
  const file = form.querySelector('input[type=file]');
  const chosen = form.querySelector('[data-chosen]');

  const show = () => {
    const [one] = file.files;
    chosen.hidden = !one;
    chosen.textContent = one ? chosen.dataset.chosen.replace('{name}', () => one.name) : '';
    // What was opened last is meant, not what was pasted before.
    if (one) text.value = '';
  };

  file.addEventListener('change', show);
  text.addEventListener('input', () => {
    if (text.value === '' || file.files.length === 0) return;
    file.value = '';
    show();
  });
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('is-over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('is-over'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('is-over');
    if (event.dataTransfer.files.length === 0) return; // a dragged link or text: the browser puts it into the field itself
    event.preventDefault();
    const taken = new DataTransfer();
    taken.items.add(event.dataTransfer.files[0]);
    file.files = taken.files;
    show();
    form.querySelector('button[type=submit]').focus();
  });
}
