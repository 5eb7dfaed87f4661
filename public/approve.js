// How many are chosen, on the button that approves or takes over, and choosing all. Without this it says it without a number.

for (const form of document.querySelectorAll('form:has([data-approve])')) {
  const approve = form.querySelector('[data-approve]');
  const selectAll = form.querySelector('[data-select-all]');
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  const words = approve.querySelector('span');
  const plain = words.textContent;
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    words.textContent = count === 0 ? plain : approve.dataset.approve.replace('{count}', count);
  };
  form.addEventListener('change', show);
  if (!selectAll) continue;
  selectAll.hidden = false;
  selectAll.addEventListener('click', () => {
    for (const box of boxes) if (!box.closest('tr')?.hidden) box.checked = true;
    show();
  });
}
