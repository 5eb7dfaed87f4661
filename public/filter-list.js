// Finding in a list while typing. Without this, a button asks the server, or the whole list is looked through.

/** As the server folds names: `Zoë` is found with `zoe`. */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl').trim();

for (const area of document.querySelectorAll('[data-filter]')) {
  const input = area.querySelector('[data-filter-input]');
  if (!input) continue;
  const items = [...area.querySelectorAll('label:has(input[type=radio], input[type=checkbox])')];
  const texts = items.map((item) => fold(item.textContent));
  for (const field of area.querySelectorAll('[data-filter-field]')) field.hidden = false;
  const before = fold(input.value);
  input.addEventListener('input', (event) => {
    // The list is not part of what is tried out.
    event.stopPropagation();
    const wanted = fold(input.value);
    // What the server left out cannot be found here.
    if (before !== '' && !wanted.startsWith(before)) return;
    items.forEach((item, index) => {
      item.hidden = !texts[index].includes(wanted);
    });
  });
}
