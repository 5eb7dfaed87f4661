import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { drawQrPath } from '../../../../src/web/public/qr-path.js';

describe('drawQrPath', () => {
  it('darkens exactly the cells of the code, with the margin of four around it', () => {
    const address = 'https://badges.example.org/credentials/0123456789abcdef0123456789abcdef';
    const cells = encodeQR(address, 'raw', { ecc: 'medium', border: 4 });
    const { size, path } = drawQrPath(address);
    const drawn = new Set<string>();
    for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let step = 0; step < Number(length); step += 1) drawn.add(`${Number(x) + step} ${y}`);
    }
    const dark = cells.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
    expect(size).toBe(cells.length);
    expect([...drawn].sort()).toEqual(dark.sort());
  });
});
