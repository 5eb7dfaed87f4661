import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { drawQrPath } from '../../../../src/web/public/qr-path.js';

describe('drawQrPath', () => {
  it('darkens exactly the cells of the code, inside a margin of four', () => {
    const address = 'https://badges.example.org/credentials/0123456789abcdef0123456789abcdef';
    // With its margin of one, as the package draws it.
    const cells = encodeQR(address, 'raw', { ecc: 'medium', border: 1 });
    const { size, path } = drawQrPath(address);
    const drawn = new Set<string>();
    for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let step = 0; step < Number(length); step += 1)
        drawn.add(`${Number(x) + step - 4} ${Number(y) - 4}`);
    }
    const dark = cells.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x - 1} ${y - 1}`] : [])));
    expect(size).toBe(cells.length - 2 + 8);
    expect([...drawn].sort()).toEqual(dark.sort());
  });
});
