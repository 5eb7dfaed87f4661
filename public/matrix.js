// Searching in the matrix while typing, and arrow keys between its cells. Without this the form asks the server.

const rows = [...document.querySelectorAll('table.matrix tbody tr')];
const search = document.querySelector('#q');
const status = document.querySelector('[data-pattern]');

if (search && status && rows.length > 0) {
  const names = rows.map((row) => fold(row.cells[0]?.textContent ?? ''));
  const before = search.value;
  search.addEventListener('input', () => {
    // What the server left out cannot be found here.
    if (before !== '' && !fold(search.value).startsWith(fold(before))) return;
    const wanted = fold(search.value);
    let count = 0;
    rows.forEach((row, index) => {
      row.hidden = !names[index].includes(wanted);
      if (!row.hidden) count += 1;
    });
    status.textContent = status.dataset.pattern.replace('{count}', count);
  });
}

/** As the server folds names: `Zoë` is found with `zoe`. */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl').trim();
}

const table = document.querySelector('table.matrix');
table?.addEventListener('keydown', (event) => {
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const move = moves[event.key];
  const cell = event.target.closest('th, td');
  if (!move || !cell || event.target.matches('input[type=text], input[type=search], select')) return;
  const shown = [...table.rows].filter((row) => !row.hidden);
  let [row, column] = [shown.indexOf(cell.parentElement), cell.cellIndex];
  row += move[0];
  column += move[1];
  const next = shown[row]?.cells[column];
  if (!next) return;
  event.preventDefault();
  // A cell with nothing to press is reached by arrows alone, and says its reason while it has the focus.
  const target = next.querySelector('a, input') ?? next;
  if (target === next) next.tabIndex = -1;
  target.focus();
});
