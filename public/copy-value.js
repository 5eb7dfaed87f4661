// Copies what stands beside a button; without scripts the text can be selected by hand.
for (const button of document.querySelectorAll('[data-copies]')) {
  const from = document.getElementById(button.dataset.copies);
  const isField = from instanceof HTMLInputElement;
  // Of a field also where the page around this frame keeps the clipboard to itself.
  if (!navigator.clipboard && !isField) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(isField ? from.value : from.textContent);
    } catch (error) {
      if (!isField) throw error;
      from.select();
      if (!document.execCommand('copy')) return;
    }
    const words = button.querySelector('span');
    const before = words.textContent;
    words.textContent = button.dataset.done;
    setTimeout(() => (words.textContent = before), 2000);
  });
}
