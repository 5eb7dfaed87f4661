/*
 * Says that a form is being worked on where that takes a while, and lets nobody send it twice. Without it, the browser shows that it
 * waits.
 */
for (const form of document.querySelectorAll('form[data-busy]')) {
  const status = document.createElement('p');
  status.className = 'hint';
  status.setAttribute('role', 'status');
  form.append(status);
  form.addEventListener('submit', () => {
    status.textContent = form.dataset.busy;
    // Not before it is on its way: a disabled button is not sent along.
    setTimeout(() => form.querySelectorAll('button').forEach((button) => (button.disabled = true)));
  });
  // Back from the answer by the browser's own button, the form is as it was.
  addEventListener('pageshow', () => {
    status.textContent = '';
    form.querySelectorAll('button').forEach((button) => (button.disabled = false));
  });
}
