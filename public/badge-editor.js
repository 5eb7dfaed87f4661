/*
 * Shows beside the editor how the badge's page would look while somebody types. Without it, a button asks for the same.
 */
for (const form of document.querySelectorAll('form[data-editor]')) {
  const pane = document.querySelector('[data-pane]');
  const refresh = form.querySelector('[data-refresh]');
  let waiting = 0;
  let asked = 0;

  const show = async () => {
    const turn = ++asked;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.preview, {
        method: 'POST',
        body,
        headers: { accept: 'text/html' },
      });
      // A later question is on its way: its answer is the one that counts.
      if (!answer.ok || turn !== asked) return;
      const wasOpen = [...pane.querySelectorAll('details')].map(({ open }) => open);
      pane.innerHTML = await answer.text();
      pane.querySelectorAll('details').forEach((details, index) => (details.open = wasOpen[index] ?? false));
    } catch {
      refresh.hidden = false;
    }
  };

  refresh.hidden = true;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void show(), 400);
  });
}
