/*
 * Opens or takes a dropped file into the field of the page that verifies. Without it, pasting works.
 * The text is sent by the form like any other; a file that is too large for a credential is answered by the server.
 */
for (const form of document.querySelectorAll('form[data-verify]')) {
  const text = form.querySelector('textarea');
  const zone = form.querySelector('[data-drop]');
  const part = form.querySelector('[data-file]');
  const file = part.querySelector('input');
  /** Characters; the server reads 100,000 bytes. */
  const most = 100_001;

  const read = async (chosen) => {
    if (!chosen) return;
    text.value = await chosen.slice(0, most).text();
    text.focus();
  };

  part.hidden = false;
  file.addEventListener('change', () => void read(file.files[0]));
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('is-over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('is-over'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('is-over');
    const dropped = event.dataTransfer.files[0];
    if (!dropped) return; // a dragged link or text: the browser puts it into the field itself
    event.preventDefault();
    void read(dropped);
  });
}
